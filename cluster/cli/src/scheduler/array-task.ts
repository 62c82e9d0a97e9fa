import type { Shard } from '@disco-engine/experiments';
import type { SchedulerEnvironment } from './environment.js';
import { wholeNumber } from './whole-number.js';

/** What `--shard` means, or why it means nothing. */
export type FoundShard = { readonly shard: Shard } | { readonly problem: string };

const NOWHERE =
  'there is neither SLURM_ARRAY_TASK_ID, which a SLURM job array sets, nor JOB_COMPLETION_INDEX, which an Indexed Job of Kubernetes sets; ' +
  'give number and count, as in --shard 3/16';

/**
 * The shard of this process by the environment that a scheduler has given it.
 *
 * @param count number of shards, if the command line states it
 */
export function shardInEnvironment(env: SchedulerEnvironment, count?: number): FoundShard {
  if (env.SLURM_ARRAY_TASK_ID !== undefined) return slurmShard(env, count);
  if (env.JOB_COMPLETION_INDEX !== undefined) return kubernetesShard(env, count);
  return { problem: NOWHERE };
}

function slurmShard(env: SchedulerEnvironment, count: number | undefined): FoundShard {
  const id = wholeNumber({ SLURM_ARRAY_TASK_ID: env.SLURM_ARRAY_TASK_ID });
  if (typeof id === 'string') return { problem: id };
  if (count !== undefined) {
    if (id >= 1 && id <= count) return { shard: { index: id, count } };
    return { problem: `SLURM_ARRAY_TASK_ID is ${id}; with env/${count}, start the job with --array=1-${count}` };
  }
  const [tasks, first, last, step] = [
    wholeNumber({ SLURM_ARRAY_TASK_COUNT: env.SLURM_ARRAY_TASK_COUNT }),
    wholeNumber({ SLURM_ARRAY_TASK_MIN: env.SLURM_ARRAY_TASK_MIN }),
    wholeNumber({ SLURM_ARRAY_TASK_MAX: env.SLURM_ARRAY_TASK_MAX }),
    wholeNumber({ SLURM_ARRAY_TASK_STEP: env.SLURM_ARRAY_TASK_STEP ?? '1' }),
  ];
  for (const found of [tasks, first, last, step]) if (typeof found === 'string') return { problem: found };
  const index = (Number(id) - Number(first)) / Number(step) + 1;
  // A list such as 1,2,5 has gaps, and so has the repetition of single tasks: their numbers say nothing about their parts.
  const isRegular = Number(last) === Number(first) + (Number(tasks) - 1) * Number(step);
  if (isRegular && Number.isSafeInteger(index)) return { shard: { index, count: Number(tasks) } };
  return {
    problem:
      `the job array has ${tasks} tasks from ${first} to ${last}, with gaps, so that the part of task ${id} is not known; give the ` +
      'number of all shards, as in --shard env/16 for a job started with --array=1-16',
  };
}

function kubernetesShard(env: SchedulerEnvironment, count: number | undefined): FoundShard {
  const index = wholeNumber({ JOB_COMPLETION_INDEX: env.JOB_COMPLETION_INDEX });
  if (typeof index === 'string') return { problem: index };
  if (count === undefined)
    return {
      problem: `JOB_COMPLETION_INDEX is ${index}, but Kubernetes does not tell how many completions there are; give their number, as in env/16`,
    };
  if (index < count) return { shard: { index: index + 1, count } };
  return {
    problem: `JOB_COMPLETION_INDEX is ${index}; with env/${count} it must be below ${count}: set completions of the Job to ${count}`,
  };
}
