import { jsonRecord } from '@disco-engine/data';
import * as v from 'valibot';
import { restoredValue } from './stored-value.js';

/** A schema of parameters by name, as written by `storedValue`. */
export const storedRecord = v.pipe(
  jsonRecord(v.unknown()),
  v.transform((stored): Record<string, unknown> =>
    Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, restoredValue(value)])),
  ),
);
