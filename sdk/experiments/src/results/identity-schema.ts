import { jsonObject, jsonRecord } from '@disco-engine/data';
import * as v from 'valibot';
import { storedRecord } from '../fields/stored-record.js';
import { count, finite, format, listOf, text, type DeepReadonly } from '../fields/field-schemas.js';

/** `identity.json` of a results folder. */
export const identitySchema = jsonObject({
  format,
  /** Version of the engine. */
  engine: text,
  /** Platforms that produced the results, such as `Node v20.19.0, linux x64`, in the order of their first run. */
  platforms: v.pipe(listOf(text), v.minLength(1, 'an array with at least one platform')),
  /** Identifies the model's code: hashes by file, versions by package. Empty if not given. */
  code: jsonRecord(text),
  /** Results of `Math` functions, by call. */
  math: jsonRecord(finite),
  /** Hashes of the scenario; null in a folder of an earlier version. */
  scenario: v.nullish(jsonObject({ structure: text, columns: jsonRecord(text) }), null),
  /** The model's defaults for parameters that a case does not set; null in a folder of an earlier version. */
  defaults: v.nullish(storedRecord, null),
  /** Replications refer to their identity by this number; it increases with each `keep`. */
  number: v.nullish(count, 0),
  /** Earlier identities whose results were kept, and how they differ. */
  older: v.nullish(listOf(jsonObject({ number: count, differs: text })), []),
});

/** The engine, code, arithmetic, scenario and defaults that produced the results of a folder: `identity.json`. */
export type ResultsIdentity = DeepReadonly<v.InferOutput<typeof identitySchema>>;
