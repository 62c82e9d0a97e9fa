import { jsonObject, jsonRecord } from '@disco-engine/data';
import * as v from 'valibot';
import { finite, format, listOf, text, type DeepReadonly } from '../fields/field-schemas.js';

/** `identity.json` of a results folder. */
export const identitySchema = jsonObject({
  format,
  /** Version of the engine. */
  engine: text,
  /** On what the results were made, such as `Node v20.19.0, linux x64`, in the order of their first run. */
  platforms: v.pipe(listOf(text), v.minLength(1, 'an array with a platform or more')),
  /** Which code the model is: hashes by file, versions by package. Empty where nobody said. */
  code: jsonRecord(text),
  /** What functions of `Math` gave, by call. */
  math: jsonRecord(finite),
});

/** Which engine, code and arithmetic the results of a folder were made by, as `identity.json`. */
export type ResultsIdentity = DeepReadonly<v.InferOutput<typeof identitySchema>>;
