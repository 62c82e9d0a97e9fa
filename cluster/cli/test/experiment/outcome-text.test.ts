import type { ExperimentProgress, ReplicationProgress } from '@disco-engine/experiments';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { outcomeJson, outcomeLines } from '../../src/experiment/outcome-text.js';
import { shellWord } from '../../src/terminal/pasted.js';
import { textOf } from '../../src/terminal/styled.js';

beforeEach(() => {
  vi.stubEnv('npm_command', undefined);
  vi.stubEnv('npm_execpath', undefined);
});
afterEach(() => void vi.unstubAllEnvs());

const outcomeText = (...given: Parameters<typeof outcomeLines>): string => textOf(outcomeLines(...given));

const progress: ExperimentProgress = {
  status: 'FINISHED',
  replications: [{ case: 0, replication: 0, status: 'FINISHED', partitions: ['FINISHED'], epoch: 1 }],
  notes: ['shop/a/wait is not known to 10 %: all 12 values are 0'],
  estimates: [],
};

/** A replication that has ended, with an error if a message is given. */
function ended(number: number, replication: number, message: string | undefined): ReplicationProgress {
  const status = message === undefined ? 'FINISHED' : 'FAILED';
  const error = message === undefined ? null : { code: 'HANDLER_FAILED', message, place: {} };
  const record = { case: number, replication, status, error } as ReplicationProgress['record'];
  return { case: number, replication, status, partitions: [status], epoch: 1, record };
}

it('the outcome of an experiment names the means that miss the requested precision', () => {
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

it.each([
  ['all', 1, [0, 1, 2], [], ['  all 3 replications: SAME']],
  ['some', 1, [0, 1, 2, 5], [3, 4], ['  4 replications (0 to 2, 5): SAME']],
  ['of several cases', 2, [0, 1, 3], [2], ['  6 replications (case 0: 0, 1, 3; case 1: 0, 1, 3): SAME']],
  ['a single one', 2, [], [0], []],
])('an error that ends %s is printed once', (_, cases, failing, finished, expected) => {
  const replications = Array.from({ length: cases }, (__, number) => number).flatMap((number) =>
    [...failing, ...finished].map((replication) =>
      ended(
        number,
        replication,
        failing.includes(replication) ? 'shop/a failed at epoch 3: it has no stock' : undefined,
      ),
    ),
  );
  const text = outcomeText({ status: 'FAILED', replications, notes: [] }, [], 'results', 'disco run');
  const lines = text.split('\n').filter((line) => line.includes('[HANDLER_FAILED]'));
  const same = 'shop/a failed at epoch 3: it has no stock [HANDLER_FAILED]';
  expect(lines).toEqual(expected.map((line) => line.replace('SAME', same)));
});

it('errors that differ only in numbers are printed once, all others one by one', () => {
  const errors = [
    'failed at epoch 2.5: no stock',
    'failed at epoch 1e-7: no stock',
    'failed at epoch 3: too much stock',
  ];
  const replications = errors.map((error, replication) => ended(0, replication, error));
  expect(outcomeText({ status: 'FAILED', replications, notes: [] }, [], 'results', 'disco run')).toBe(
    [
      'FAILED: 0 of 3 replications are in results',
      '  2 replications (0, 1): failed at epoch 2.5: no stock [HANDLER_FAILED] (with other numbers in the others)',
      '  replication 2: failed at epoch 3: too much stock [HANDLER_FAILED]',
      'resume with: disco run',
      '',
    ].join('\n'),
  );
});

it('the outcome of an experiment names replications made with other code, data or defaults', () => {
  const older = [0, 1].map((replication) => ({ case: 0, replication, differs: 'seed was 1 and is now 2' }));
  const all = { ...progress, replications: [0, 1].map((replication) => ended(0, replication, undefined)) };
  const one = { ...all, replications: [...all.replications, ended(0, 2, undefined)] };
  expect(outcomeText(one, older, 'results', 'disco run')).toContain(
    '  2 of 3 replications are older than the others and were kept (--keep): seed was 1 and is now 2\n',
  );
  expect(outcomeText(all, older, 'results', 'disco run')).toContain(
    '  all 2 replications are older than the present code and settings and were kept (--keep): seed was 1 and is now 2\n',
  );
  expect(JSON.parse(outcomeJson(progress, older, 'results'))).toMatchObject({ older });
});

it('a command to paste is called as this one was, with words that a shell takes as they are', () => {
  vi.stubEnv('npm_command', 'exec');
  expect(outcomeText(progress, [], "my friend's results", 'disco run')).toContain(
    "figures: npx disco results 'my friend'\\''s results'\n",
  );
  expect(shellWord('src/mm1.ts#late')).toBe('src/mm1.ts#late');
});
