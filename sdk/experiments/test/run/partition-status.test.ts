import { expect, it } from 'vitest';
import { endedPartitions, partitionStatus } from '../../src/run/partition-status.js';

it('fails the partitions that had not reached the horizon', () => {
  expect(endedPartitions(['ACTIVE', 'FINISHED', 'PAUSED'], 'FAILED')).toEqual(['FAILED', 'FINISHED', 'FAILED']);
  expect(endedPartitions(['FINISHED', 'FINISHED'], 'CANCELED')).toEqual(['CANCELED', 'CANCELED']);
  expect(partitionStatus({ from: 'ACTIVE', to: 'TERMINATED' })).toBeUndefined();
});
