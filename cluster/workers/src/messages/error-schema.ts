import * as v from 'valibot';
import type { ErrorData } from '../errors/error-data.js';

// In objects made by this process, a missing optional field may also be `undefined`, so both forms are accepted.
const PLACE = v.object({
  node: v.exactOptional(v.string()),
  simproc: v.exactOptional(v.string()),
  epoch: v.exactOptional(v.number()),
  target: v.exactOptional(v.string()),
  vertex: v.exactOptional(v.string()),
  channel: v.exactOptional(v.string()),
  file: v.exactOptional(v.string()),
  line: v.exactOptional(v.number()),
});
const PROBLEM = v.object({ code: v.string(), message: v.string(), place: v.optional(PLACE) });

/** An error reported by a worker. */
export const ERROR: v.GenericSchema<unknown, ErrorData> = v.object({
  name: v.string(),
  message: v.string(),
  stack: v.optional(v.string()),
  code: v.optional(v.string()),
  place: v.optional(PLACE),
  problems: v.optional(v.array(PROBLEM)),
  errors: v.optional(v.array(v.lazy(() => ERROR))),
  cause: v.optional(v.lazy(() => ERROR)),
});
