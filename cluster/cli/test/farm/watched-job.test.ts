import type { FarmJobStatus } from '@disco-engine/coordinator/farm';
import { expect, it } from 'vitest';
import { progressText } from '../../src/farm/watched-job.js';

const QUEUED: FarmJobStatus = {
  job: '1',
  kind: 'run',
  name: 'ring',
  model: 'm#M',
  state: 'QUEUED',
  priority: 0,
  isPaused: false,
  replications: 1,
  finished: 0,
  running: 0,
  queued: 1,
  failed: 0,
  error: undefined,
  alarms: [],
  notes: [],
};

it('the progress of a job says whether it waits, runs, is paused or has ended', () => {
  const running = { ...QUEUED, state: 'ASSIGNED', attempt: 2, members: ['a/1', 'b/1'] } as const;
  expect(progressText(QUEUED)).toBe('waits for workers');
  expect(progressText(running)).toBe('attempt 2 on a/1, b/1');
  expect(progressText({ ...QUEUED, isPaused: true })).toBe('paused: waits for workers');
  expect(progressText({ ...running, isPaused: true })).toBe('paused: attempt 2 on a/1, b/1');
  expect(progressText({ ...QUEUED, state: 'FINISHED', finished: 1 })).toBe('finished');
  expect(progressText({ ...QUEUED, state: 'CANCELED', isPaused: true })).toBe('canceled');
  const experiment = { ...QUEUED, kind: 'experiment', replications: 9, finished: 4, running: 2, queued: 3 } as const;
  expect(progressText(experiment)).toBe('4 of 9 replications, 2 running, 3 queued');
  expect(progressText({ ...experiment, isPaused: true })).toBe('paused: 4 of 9 replications, 2 running, 3 queued');
});
