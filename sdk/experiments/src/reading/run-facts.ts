import { join } from 'node:path';
import type { ReplicationRecord } from '../results/run-schema.js';
import type { RunFacts } from './results.js';

/** A record as the report reads it. @param folder that it is in */
export function runFacts({ channels, log, ...record }: ReplicationRecord, folder: string): RunFacts {
  return {
    ...record,
    channels: channels.map(({ shares = {}, counts = [], edges = [], means = [], ...channel }) => {
      return { ...channel, shares, counts, edges, means };
    }),
    log: log === null ? null : join(folder, log),
  };
}
