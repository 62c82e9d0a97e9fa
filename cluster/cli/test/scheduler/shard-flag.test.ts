import { expect, it } from 'vitest';
import { Flags } from '../../src/flags/flags.js';
import { readShard } from '../../src/flags/shard-flag.js';
import type { SchedulerEnvironment } from '../../src/scheduler/environment.js';
import { EXPERIMENT_FORM } from '../../src/run/run-spec.js';

function read(text: string, env: SchedulerEnvironment = {}, ...others: readonly string[]): unknown {
  const flags = new Flags(['experiment.ts', '--shard', text, ...others], EXPERIMENT_FORM);
  const shard = readShard(flags, env);
  return shard ?? flags.problems.map(({ message }) => message).join('\n');
}

const array = (id: number, count: number, first: number, last: number, step = 1): SchedulerEnvironment => ({
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_COUNT: String(count),
  SLURM_ARRAY_TASK_MIN: String(first),
  SLURM_ARRAY_TASK_MAX: String(last),
  SLURM_ARRAY_TASK_STEP: String(step),
});

it.each<[string, SchedulerEnvironment, number, number]>([
  ['3/16', {}, 3, 16],
  ['1/1', { SLURM_ARRAY_TASK_ID: '7' }, 1, 1],
  ['env', array(0, 16, 0, 15), 1, 16],
  ['env', array(15, 16, 0, 15), 16, 16],
  ['env', array(1, 4, 1, 4), 1, 4],
  ['env', array(30, 4, 10, 40, 10), 3, 4],
  ['env/16', array(3, 2, 3, 7, 4), 3, 16],
  ['env/16', { JOB_COMPLETION_INDEX: '0' }, 1, 16],
  ['env/16', { JOB_COMPLETION_INDEX: '15' }, 16, 16],
])('--shard %s with %j is shard %i of %i', (text, env, index, count) => {
  expect(read(text, env)).toEqual({ index, count });
});

it.each<[string, SchedulerEnvironment, string]>([
  ['0/4', {}, "--shard is '0/4'; the first number must be from 1 to 4"],
  ['5/4', {}, 'the first number must be from 1 to 4'],
  ['0/0', {}, 'there must be at least one shard'],
  ['x', {}, 'it must be I/N, such as 3/16, or env, or env/N'],
  ['3', {}, 'it must be I/N'],
  ['3/16/2', {}, 'it must be I/N'],
  ['env', {}, 'there is neither SLURM_ARRAY_TASK_ID, which a SLURM job array sets, nor JOB_COMPLETION_INDEX'],
  ['env', { SLURM_ARRAY_TASK_ID: '3' }, 'SLURM_ARRAY_TASK_COUNT is not set, although'],
  [
    'env',
    { ...array(3, 4, 1, 4), SLURM_ARRAY_TASK_MAX: '4,5' },
    "SLURM_ARRAY_TASK_MAX is '4,5', which is not a whole number",
  ],
  ['env', array(5, 3, 1, 9), 'the job array has 3 tasks from 1 to 9, with gaps'],
  ['env/16', array(0, 16, 0, 15), 'SLURM_ARRAY_TASK_ID is 0; with env/16, start the job with --array=1-16'],
  ['env/16', array(17, 17, 1, 17), 'SLURM_ARRAY_TASK_ID is 17; with env/16'],
  ['env', { JOB_COMPLETION_INDEX: '3' }, 'JOB_COMPLETION_INDEX is 3, but Kubernetes does not tell how many'],
  ['env/16', { JOB_COMPLETION_INDEX: '16' }, 'JOB_COMPLETION_INDEX is 16; with env/16 it must be below 16'],
])('--shard %s with %j is refused', (text, env, why) => {
  expect(read(text, env)).toContain(why);
});

it.each(['--fresh', '--keep'])('excludes %s', (flag) => {
  const flags = new Flags(['experiment.ts', '--shard', '1/2', flag], EXPERIMENT_FORM);
  readShard(flags, {});
  expect(flags.problems.map(({ message }) => message)).toEqual([expect.stringContaining(`${flag} changes the folder`)]);
});
