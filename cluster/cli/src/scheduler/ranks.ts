import { hostname } from 'node:os';
import type { SchedulerEnvironment } from './environment.js';
import { expandNodeList } from './node-list.js';
import { hostOfTasks, tasksPerHost } from './task-places.js';
import { wholeNumber } from './whole-number.js';

/** The place of a process among those of one run. */
export interface RankPlace {
  /** From 0. */
  readonly rank: number;
  /** The host of each rank. */
  readonly hosts: readonly string[];
}

/** Where the ranks are, or why that is unknown. */
export type FoundRanks = RankPlace | { readonly problem: string };

export interface RankQuery {
  /** Number of ranks, if the command line states it. */
  readonly count?: number | undefined;
  /** Pattern of the hosts' names, such as `ring-{rank}.ring`, if the command line states it. */
  readonly pattern?: string | undefined;
}

const NOWHERE =
  'there is neither SLURM_PROCID, which srun sets, nor JOB_COMPLETION_INDEX, which an Indexed Job of Kubernetes sets; give number, ' +
  'count and addresses, as in --ranks 0/2 --rank-addresses grpc://host1:7700,grpc://host2:7700';

/** The place of this process, and the hosts of all, by the environment that a scheduler has given it. */
export function ranksInEnvironment(env: SchedulerEnvironment, query: RankQuery): FoundRanks {
  // Both at once: SLURM inside a pod, for example. The inner one started this process.
  if (env.SLURM_PROCID !== undefined) return slurmRanks(env, query);
  if (env.JOB_COMPLETION_INDEX !== undefined) return kubernetesRanks(env, query);
  return { problem: NOWHERE };
}

function slurmRanks(env: SchedulerEnvironment, { count: stated, pattern }: RankQuery): FoundRanks {
  const { SLURM_PROCID, SLURM_STEP_NUM_TASKS, SLURM_NTASKS, SLURM_NODEID } = env;
  const rank = wholeNumber({ SLURM_PROCID });
  const tasks = SLURM_STEP_NUM_TASKS === undefined ? { SLURM_NTASKS } : { SLURM_STEP_NUM_TASKS };
  const count = wholeNumber(tasks);
  const node = wholeNumber({ SLURM_NODEID });
  for (const one of [rank, count, node]) if (typeof one === 'string') return { problem: one };
  if (stated !== undefined && stated !== count)
    return { problem: `SLURM has started ${count} tasks; start ${stated} with srun --ntasks=${stated}, or write env` };
  if (pattern !== undefined) return { rank: Number(rank), hosts: patternHosts(pattern, Number(count)) };
  const placed = slurmHosts(env, Number(count));
  if ('problem' in placed) return placed;
  const { names, places } = placed;
  if (places[Number(rank)] !== node)
    return {
      problem:
        `SLURM has put task ${rank} on node ${node} of ${names.join(',')}, where neither a block nor a cyclic distribution has it; ` +
        'start the tasks with srun --distribution=block, or give --rank-addresses',
    };
  return { rank: Number(rank), hosts: places.map((host) => names[host] ?? '') };
}

/** The nodes of the job step, and which of them each task is on. */
function slurmHosts(
  env: SchedulerEnvironment,
  count: number,
): { readonly names: readonly string[]; readonly places: readonly number[] } | { readonly problem: string } {
  const nodes = env.SLURM_STEP_NODELIST ?? env.SLURM_JOB_NODELIST;
  const tasks = env.SLURM_STEP_TASKS_PER_NODE ?? env.SLURM_TASKS_PER_NODE;
  if (nodes === undefined) return { problem: 'neither SLURM_STEP_NODELIST nor SLURM_JOB_NODELIST is set' };
  if (tasks === undefined) return { problem: 'neither SLURM_STEP_TASKS_PER_NODE nor SLURM_TASKS_PER_NODE is set' };
  const names = expandNodeList(nodes);
  const counts = tasksPerHost(tasks);
  if (names === undefined) return { problem: `the list of nodes '${nodes}' cannot be read` };
  if (counts === undefined) return { problem: `the numbers of tasks per node '${tasks}' cannot be read` };
  const places = hostOfTasks(counts, env.SLURM_DISTRIBUTION?.startsWith('cyclic') === true ? 'cyclic' : 'block');
  if (places.length !== count || counts.length !== names.length)
    return { problem: `SLURM tells of ${count} tasks, but of ${tasks} on ${nodes}` };
  return { names, places };
}

function kubernetesRanks(env: SchedulerEnvironment, { count, pattern }: RankQuery): FoundRanks {
  const { JOB_COMPLETION_INDEX } = env;
  const rank = wholeNumber({ JOB_COMPLETION_INDEX });
  if (typeof rank === 'string') return { problem: rank };
  if (count === undefined)
    return {
      problem: `JOB_COMPLETION_INDEX is ${rank}, but Kubernetes does not tell how many completions there are; give their number, as in env/8`,
    };
  if (rank >= count)
    return {
      problem: `JOB_COMPLETION_INDEX is ${rank}; with env/${count} it must be below ${count}: set completions to ${count}`,
    };
  if (pattern === undefined) {
    const job = hostname().replace(new RegExp(`-${rank}$`), '');
    return {
      problem:
        'Kubernetes does not tell where the other pods are; give the pattern of their names, with the subdomain of their headless ' +
        `service, as in --rank-hosts '${job}-{rank}.SERVICE'`,
    };
  }
  return { rank, hosts: patternHosts(pattern, count) };
}

export function patternHosts(pattern: string, count: number): string[] {
  return Array.from({ length: count }, (_, rank) => pattern.replaceAll('{rank}', String(rank)));
}
