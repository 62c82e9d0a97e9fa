import type { ExperimentProgress } from '@disco-engine/experiments';
import { expect, it } from 'vitest';
import { outcomeJson, outcomeText } from '../../src/experiment/outcome-text.js';

const progress: ExperimentProgress = {
  status: 'FINISHED',
  replications: [{ case: 0, replication: 0, status: 'FINISHED', partitions: ['FINISHED'], epoch: 1 }],
  notes: ['shop/a/wait is not known to 10 %: all 12 values are 0'],
};

it('the outcome of an experiment says which means are not known as well as was asked', () => {
  expect(outcomeText(progress, [], 'results', 'disco run')).toBe(
    'FINISHED: 1 of 1 replications are in results\n  shop/a/wait is not known to 10 %: all 12 values are 0\n' +
      'figures: disco results results\n',
  );
  expect(JSON.parse(outcomeJson(progress, [], 'results'))).toMatchObject({
    status: 'FINISHED',
    notes: progress.notes,
    results: 'results',
    figures: 'disco results results --json',
  });
});

it('the outcome of an experiment says which replications were made by something else', () => {
  const older = [0, 1].map((replication) => ({ case: 0, replication, differs: 'seed was 1, and is 2' }));
  expect(outcomeText(progress, older, 'results', 'disco run')).toContain(
    '  2 replications are older than the others, and were kept though they are of something else: seed was 1, and is 2\n',
  );
  expect(JSON.parse(outcomeJson(progress, older, 'results'))).toMatchObject({ older });
});
