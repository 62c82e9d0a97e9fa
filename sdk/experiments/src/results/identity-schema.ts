import { jsonObject, jsonRecord } from '@disco-engine/data';
import * as v from 'valibot';
import { storedRecord } from '../fields/stored-record.js';
import { count, finite, format, listOf, text, type DeepReadonly } from '../fields/field-schemas.js';

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
  /** Hashes of the scenario; null in a folder of an earlier version. */
  scenario: v.nullish(jsonObject({ structure: text, columns: jsonRecord(text) }), null),
  /** What the model has for parameters that a case does not set; null in a folder of an earlier version. */
  defaults: v.nullish(storedRecord, null),
  /** By which replications name what they were made by; it grows with each `keep`. */
  number: v.nullish(count, 0),
  /** What was kept though it was made by something else, and in what that differs. */
  older: v.nullish(listOf(jsonObject({ number: count, differs: text })), []),
});

/** Which engine, code, arithmetic, scenario and defaults the results of a folder were made by, as `identity.json`. */
export type ResultsIdentity = DeepReadonly<v.InferOutput<typeof identitySchema>>;
