import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Flags } from '../../src/flags/flags.js';
import { readRanks } from '../../src/flags/ranks-flag.js';
import { ONE_RUN_FORM } from '../../src/run/run-spec.js';
import type { SchedulerEnvironment } from '../../src/scheduler/environment.js';
import { expandNodeList } from '../../src/scheduler/node-list.js';
import { hostOfTasks, tasksPerHost } from '../../src/scheduler/task-places.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-ranks-flag-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(env: SchedulerEnvironment, ...argv: readonly string[]): Promise<unknown> {
  const flags = new Flags(argv, ONE_RUN_FORM);
  const ranks = await readRanks(flags, env);
  return flags.problems.length === 0 ? ranks : flags.problems.map(({ message }) => message).join('\n');
}

describe('a list of nodes', () => {
  it.each([
    ['n1', ['n1']],
    ['n1,n2', ['n1', 'n2']],
    ['n[1-3]', ['n1', 'n2', 'n3']],
    ['n[08-10,12],login', ['n08', 'n09', 'n10', 'n12', 'login']],
    ['rack[1-2]node[01-02].site', ['rack1node01.site', 'rack1node02.site', 'rack2node01.site', 'rack2node02.site']],
    ['a[5],b-[1,3]', ['a5', 'b-1', 'b-3']],
  ])('%s is expanded', (list, hosts) => {
    expect(expandNodeList(list)).toEqual(hosts);
  });

  it.each([
    '',
    'n[',
    'n[1-3',
    'n]1',
    'n[3-1]',
    'n[a-b]',
    'n[]',
    'n[1-]',
    'n[1,]',
    'n[1-999999]',
    'a,,b',
    ',a',
    'n[[1]]',
  ])('%j is refused', (list) => {
    expect(expandNodeList(list)).toBeUndefined();
  });
});

describe('tasks on hosts', () => {
  it('are counted', () => {
    expect(tasksPerHost('2(x3),1')).toEqual([2, 2, 2, 1]);
    expect(tasksPerHost('4')).toEqual([4]);
    for (const list of ['', 'x', '2(3)', '2,', '(x2)']) expect(tasksPerHost(list)).toBeUndefined();
  });

  it('are placed in blocks, or go around', () => {
    expect(hostOfTasks([2, 1, 3], 'block')).toEqual([0, 0, 1, 2, 2, 2]);
    expect(hostOfTasks([2, 1, 3], 'cyclic')).toEqual([0, 1, 2, 0, 2, 2]);
  });
});

const step = (rank: number, node: number, more: SchedulerEnvironment = {}): SchedulerEnvironment => ({
  SLURM_PROCID: String(rank),
  SLURM_NODEID: String(node),
  SLURM_NTASKS: '3',
  SLURM_JOB_NODELIST: 'n[1-2]',
  SLURM_TASKS_PER_NODE: '2,1',
  ...more,
});

const pod = (index: string): SchedulerEnvironment => ({ JOB_COMPLETION_INDEX: index });

describe('--ranks', () => {
  it.each<[string, SchedulerEnvironment, readonly string[], number, readonly string[]]>([
    ['the tasks of srun', step(1, 0), ['env'], 1, ['grpc://n1:7700', 'grpc://n1:7702', 'grpc://n2:7700']],
    [
      'a cyclic distribution',
      step(2, 0, { SLURM_DISTRIBUTION: 'cyclic' }),
      ['env', '--transport', 'ws', '--rank-port', '9000'],
      2,
      ['ws://n1:9000', 'ws://n2:9000', 'ws://n1:9002'],
    ],
    [
      'a step on some nodes of a job',
      step(0, 0, { SLURM_STEP_NODELIST: 'n2', SLURM_STEP_NUM_TASKS: '1', SLURM_STEP_TASKS_PER_NODE: '1' }),
      ['env'],
      0,
      ['grpc://n2:7700'],
    ],
    ['pods', pod('1'), ['env/2', '--rank-hosts', 'r-{rank}.svc'], 1, ['grpc://r-0.svc:7700', 'grpc://r-1.svc:7700']],
    ['numbers', {}, ['1/2', '--rank-hosts', 'h{rank}'], 1, ['grpc://h0:7700', 'grpc://h1:7700']],
    ['addresses', {}, ['1/2', '--rank-addresses', 'ws://a:1,ws://b:2'], 1, ['ws://a:1', 'ws://b:2']],
    [
      'addresses and srun',
      step(2, 1),
      ['env', '--rank-addresses', 'ws://a:1,ws://b:2,ws://b:4'],
      2,
      ['ws://a:1', 'ws://b:2', 'ws://b:4'],
    ],
    ['addresses and pods', pod('0'), ['env', '--rank-addresses', 'ws://a:1,ws://b:2'], 0, ['ws://a:1', 'ws://b:2']],
  ])('finds %s', async (_, env, argv, rank, addresses) => {
    expect(await read(env, '--ranks', ...argv)).toEqual({ rank, addresses, threads: 1, wait: 120_000 });
  });

  it('reads addresses from a file', async () => {
    const file = join(folder, 'addresses');
    await writeFile(file, '# two hosts\ngrpc://a:7700\n\n grpc://b:7700\n');
    const found = await read({}, '--ranks', '0/2', '--rank-addresses', file, '--rank-wait', '5000');
    expect(found).toEqual({ rank: 0, addresses: ['grpc://a:7700', 'grpc://b:7700'], threads: 1, wait: 5_000 });
  });

  it.each<[SchedulerEnvironment, readonly string[], string]>([
    [{}, ['env'], 'there is neither SLURM_PROCID, which srun sets, nor JOB_COMPLETION_INDEX'],
    [{}, ['x'], 'it must be I/N, such as 0/8'],
    [{}, ['3'], 'it must be I/N'],
    [{}, ['2/2', '--rank-hosts', 'h{rank}'], 'the first number must be from 0 to 1'],
    [{}, ['0/0', '--rank-hosts', 'h{rank}'], 'there must be at least one rank'],
    [{}, ['0/2'], 'give --rank-addresses, or --rank-hosts'],
    [{}, ['0/3', '--rank-addresses', 'ws://a:1,ws://b:2'], 'it states 3 ranks, and --rank-addresses has 2 addresses'],
    [{}, ['0/2', '--rank-addresses', 'nowhere.txt'], 'nowhere.txt cannot be read'],
    [{ SLURM_PROCID: '0' }, ['env'], 'SLURM_NTASKS is not set'],
    [
      step(0, 0, { SLURM_JOB_NODELIST: undefined }),
      ['env'],
      'neither SLURM_STEP_NODELIST nor SLURM_JOB_NODELIST is set',
    ],
    [step(0, 0, { SLURM_JOB_NODELIST: 'n[1' }), ['env'], "the list of nodes 'n[1' cannot be read"],
    [step(0, 0, { SLURM_TASKS_PER_NODE: '?' }), ['env'], "the numbers of tasks per node '?' cannot be read"],
    [step(0, 0, { SLURM_TASKS_PER_NODE: '2,2' }), ['env'], 'SLURM tells of 3 tasks, but of 2,2 on n[1-2]'],
    [step(1, 1), ['env'], 'SLURM has put task 1 on node 1 of n1,n2, where neither'],
    [step(0, 0), ['env/4'], 'SLURM has started 3 tasks; start 4 with srun --ntasks=4'],
    [pod('0'), ['env'], 'JOB_COMPLETION_INDEX is 0, but Kubernetes does not tell how many'],
    [pod('2'), ['env/2', '--rank-hosts', 'r-{rank}.svc'], 'JOB_COMPLETION_INDEX is 2; with env/2 it must be below 2'],
    [pod('0'), ['env/2'], '--rank-hosts'],
    [pod('0'), ['env/2', '--rank-hosts', 'r-{rank}.svc', '--rank-port', '65535'], 'no two ports for each worker'],
    [
      pod('0'),
      ['env/2', '--rank-hosts', 'r-{rank}.svc', '--transport', 'shared-memory'],
      'ranks exchange events over grpc',
    ],
    [
      pod('0'),
      ['env/2', '--rank-hosts', 'r-{rank}.svc', '--peers', 'ws://a:1'],
      '--peers names workers that are there',
    ],
    [pod('0'), ['env/2', '--rank-hosts', 'r-{rank}.svc', '--workers', '65'], 'a rank has at most 64 threads'],
    [pod('0'), ['env/2', '--rank-hosts', 'r-{rank}.svc', '--listen', 'ws://a:1'], '--listen is for a run with --peers'],
  ])('with %j, %j is refused', async (env, argv, why) => {
    expect(await read(env, '--ranks', ...argv)).toContain(why);
  });

  it('is what the other flags need', async () => {
    expect(await read({}, '--rank-port', '7')).toContain('--rank-port is for a run with --ranks');
  });
});
