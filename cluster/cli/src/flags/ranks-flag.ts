import { readFile } from 'node:fs/promises';
import { MOST_THREADS } from '@disco-engine/cluster';
import type { SchedulerEnvironment } from '../scheduler/environment.js';
import { patternHosts, ranksInEnvironment, type FoundRanks } from '../scheduler/ranks.js';
import type { Flags } from './flags.js';

/** The place of this process among those that share a run. */
export interface Ranks {
  /** From 0. */
  readonly rank: number;
  /** Where each rank listens. */
  readonly addresses: readonly string[];
  /** How many threads each rank has, each of which is a worker. */
  readonly threads: number;
  /** Milliseconds in which all must have come. */
  readonly wait: number;
}

const DEFAULT_PORT = 7_700;
const DEFAULT_WAIT = 120_000;
const MOST_PORT = 65_535;
const FORMS = 'it must be I/N, such as 0/8, or env, or env/N';
/** Flags that state what ranks have from their scheduler, and why they do not go together. */
const OTHERS: Readonly<Record<string, string>> = {
  peers: 'names workers that are there already',
  listen: 'is for a run with --peers',
};

/** Reads `--ranks` and the flags that belong to it. Problems are added to those of the flags. */
export async function readRanks(flags: Flags, env: SchedulerEnvironment = process.env): Promise<Ranks | undefined> {
  const text = flags.text('ranks');
  if (text === undefined) {
    for (const name of ['rank-addresses', 'rank-hosts', 'rank-port', 'rank-wait'])
      if (flags.has(name)) flags.refuse('OPTION_INVALID', `--${name} is for a run with --ranks; give that too`);
    return undefined;
  }
  for (const [name, why] of Object.entries(OTHERS))
    if (flags.has(name)) flags.refuse('OPTION_INVALID', `--${name} ${why}; leave out --${name} or --ranks`);
  const scheme = flags.text('transport') ?? 'grpc';
  if (scheme !== 'grpc' && scheme !== 'ws')
    flags.refuse('VALUE_INVALID', `--transport is '${scheme}'; ranks exchange events over grpc (default) or ws`);
  const port = flags.number('rank-port', 1, true) ?? DEFAULT_PORT;
  const wait = flags.number('rank-wait', 1, true) ?? DEFAULT_WAIT;
  const threads = flags.number('workers', 1, true) ?? 1;
  if (threads > MOST_THREADS)
    flags.refuse('VALUE_INVALID', `--workers is ${threads}; a rank has at most ${MOST_THREADS} threads`);
  const stated = await statedAddresses(flags);
  const found = placeOf(text, env, flags.text('rank-hosts'), stated?.length);
  if ('problem' in found) {
    flags.refuse('VALUE_INVALID', `--ranks is '${text}'; ${found.problem}`);
    return undefined;
  }
  const { rank, hosts } = found;
  if (stated !== undefined) return { rank, addresses: stated, threads, wait };
  const ports = portsOf(hosts, port, 2 * threads);
  if (Math.max(...ports) + 2 * threads - 1 > MOST_PORT) {
    flags.refuse('VALUE_INVALID', `--rank-port is ${port}; that leaves no two ports for each worker of a host`);
    return undefined;
  }
  return { rank, addresses: hosts.map((host, at) => `${scheme}://${host}:${ports[at]}`), threads, wait };
}

function placeOf(text: string, env: SchedulerEnvironment, pattern: string | undefined, stated?: number): FoundRanks {
  const [, first = '', second] = /^(\d{1,6}|env)(?:\/(\d{1,6}))?$/.exec(text) ?? [];
  const count = second === undefined ? stated : Number(second);
  if (first === '' || (second === undefined && first !== 'env')) return { problem: FORMS };
  if (count === 0) return { problem: 'there must be at least one rank' };
  if (stated !== undefined && stated !== count)
    return { problem: `it states ${count} ranks, and --rank-addresses has ${stated} addresses` };
  // With addresses, the hosts need not be known.
  const given = stated === undefined ? pattern : 'stated';
  if (first === 'env') return ranksInEnvironment(env, { count, pattern: given });
  const rank = Number(first);
  if (count === undefined || rank >= count)
    return { problem: `the first number must be from 0 to ${Number(count) - 1}` };
  if (given === undefined)
    return { problem: 'give --rank-addresses, or --rank-hosts, so that the processes find one another' };
  return { rank, hosts: patternHosts(given, count) };
}

/**
 * The first port of each rank. Each of its threads has two, one for events and the next one for commands, after those of earlier ranks on
 * the same host.
 */
function portsOf(hosts: readonly string[], first: number, each: number): number[] {
  const next = new Map<string, number>();
  return hosts.map((host) => {
    const port = next.get(host) ?? first;
    next.set(host, port + each);
    return port;
  });
}

async function statedAddresses(flags: Flags): Promise<string[] | undefined> {
  const text = flags.text('rank-addresses');
  if (text === undefined) return undefined;
  if (flags.has('rank-hosts'))
    flags.refuse('OPTION_INVALID', '--rank-hosts and --rank-addresses exclude each other; give only one');
  if (text.includes('://')) return text.split(',').filter((address) => address !== '');
  try {
    const lines = (await readFile(text, 'utf8')).split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    flags.refuse('FILE_UNREADABLE', `--rank-addresses: ${text} cannot be read: ${reason}`);
    return undefined;
  }
}
