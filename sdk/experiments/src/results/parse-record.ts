import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import { runSchema, type ReplicationRecord } from './run-schema.js';

/**
 * The record of a replication that another process has written as JSON.
 *
 * @param json what `JSON.parse` returns
 * @throws DiscoError `FIELD_INVALID` with everything that is wrong
 */
export function parseRecord(json: unknown): ReplicationRecord {
  const { value, faults } = parseJson(runSchema, json);
  if (value === undefined) throw new DiscoError('FIELD_INVALID', `the record of a replication: ${faults.join('; ')}`);
  return value;
}
