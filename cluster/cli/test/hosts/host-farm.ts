import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Coordinator, Job } from '@disco-engine/coordinator';
import { PostgresCoordinator } from '@disco-engine/coordinator/postgres';
import { readResults } from '@disco-engine/experiments';
import type { PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import { until } from '../../../coordinator/test/until.js';
import { outcomeOf, type Disco, type Outcome } from '../command/disco.js';
import type { DiscoOptions, HostNetwork } from './host-network.js';

const MODULE = fileURLToPath(new URL('../fixtures/hosts-experiment.mjs', import.meta.url));
/** What the hosts offer, each with another length. */
export const [EXPERIMENT, BRIEF] = [`${MODULE}#default`, `${MODULE}#brief`] as const;
/** Seconds for which a host keeps its lease without a sign of life. */
const TTL = 3;
/** Milliseconds within which a farm gets over everything that is done to it here. */
const PATIENCE = 180_000;

interface Host {
  readonly child: ChildProcess;
  said: string;
}

/** A farm of several hosts, which a test watches through the database, whatever happens between the hosts. */
export class HostFarm {
  readonly #hosts = new Map<string, Host>();

  private constructor(
    readonly network: HostNetwork,
    readonly coordinator: Coordinator,
    private readonly url: string,
    private readonly disco: Disco,
  ) {}

  static async open(network: HostNetwork, server: PostgresServer, disco: Disco): Promise<HostFarm> {
    const url = await server.newDatabase();
    return new HostFarm(network, await PostgresCoordinator.open(url, { patience: Infinity }), url, disco);
  }

  /** Starts `disco up` on a host, unless it runs there; resolves when it works. @returns its process */
  async up(host: string, options?: DiscoOptions): Promise<ChildProcess> {
    const known = this.#hosts.get(host)?.child;
    if (known !== undefined) return known;
    const farm = ['--coordinator', this.url, '--ttl', String(TTL), '--name', host, '--workers', '1'];
    const offers = ['--experiment', EXPERIMENT, '--experiment', BRIEF];
    const child = this.network.disco(host, ['up', ...offers, ...farm], options);
    const entry: Host = { child, said: '' };
    this.#hosts.set(host, entry);
    child.stderr?.on('data', (data: Buffer) => (entry.said += data.toString()));
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    lines.on('line', (line) => (entry.said += `${line}\n`));
    await Promise.race([once(lines, 'line'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(`disco up has ended on ${host}: ${entry.said}`);
    return child;
  }

  /** What a host has printed since it was started. */
  said(host: string): string {
    return this.#hosts.get(host)?.said ?? '';
  }

  signal(host: string, signal: NodeJS.Signals): void {
    this.#hosts.get(host)?.child.kill(signal);
    if (signal === 'SIGKILL') this.#hosts.delete(host);
  }

  /** Runs a command of `disco` for this farm, on the machine of the test. */
  async ask(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.disco.run(...args, '--coordinator', this.url);
    if (code !== 0) throw new Error(`disco ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  async submit(experiment: string): Promise<string> {
    return (JSON.parse(await this.ask('submit', experiment, '--json')) as { readonly job: string }).job;
  }

  /** The host that leads, once there is one. */
  async leader(): Promise<string> {
    let name: string | undefined;
    await until(async () => (name = (await this.coordinator.leader())?.name) !== undefined, PATIENCE);
    return name ?? '';
  }

  /** A host that works at a replication and does not lead, once there is one. */
  async worker(): Promise<string> {
    const leader = await this.leader();
    let found: string | undefined;
    await until(async () => {
      await sleep(20);
      const members = await this.coordinator.members();
      found = members.find(({ name, job }) => job !== undefined && !name.startsWith(`${leader}/`))?.name;
      return found !== undefined;
    }, PATIENCE);
    return (found ?? '').split('/')[0] ?? '';
  }

  /** Waits until a host works at a replication. */
  async atWork(host: string): Promise<void> {
    await until(async () => {
      await sleep(5);
      const members = await this.coordinator.members();
      return members.some(({ name, job }) => job !== undefined && name.startsWith(`${host}/`));
    }, PATIENCE);
  }

  /** Waits for the end of a job. */
  async ended(id: string): Promise<Job> {
    let job: Job | undefined;
    await until(async () => {
      await sleep(50);
      this.#checkHosts();
      [job] = await this.coordinator.jobs({ ids: [id] });
      return job !== undefined && !['QUEUED', 'ASSIGNED'].includes(job.state);
    }, PATIENCE);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    return job;
  }

  /** Waits until every host that runs is a member, and none of them works. */
  async atRest(): Promise<void> {
    await until(async () => {
      await sleep(50);
      this.#checkHosts();
      const members = await this.coordinator.members();
      const known = members.map(({ name }) => name.split('/')[0]).sort();
      const isWhole = known.join() === Array.from(this.#hosts.keys()).sort().join();
      return isWhole && members.every(({ job }) => job === undefined);
    }, PATIENCE);
  }

  /** @throws Error with the output of a host that has ended by itself */
  #checkHosts(): void {
    for (const [host, { child, said }] of this.#hosts)
      if (child.exitCode !== null) throw new Error(`disco up has ended on ${host}: ${said}`);
  }

  /** The digest of each replication of a job. */
  async digests(job: string): Promise<string[]> {
    const folder = join(this.network.folder, job);
    await this.ask('fetch', job, '--results', folder);
    const found = await digestsIn(folder);
    await rm(folder, { recursive: true });
    return found;
  }

  /** Drains all hosts, and waits for their ends. */
  async drain(): Promise<Outcome[]> {
    const outcomes = Array.from(this.#hosts.values(), ({ child }) => outcomeOf(child));
    for (const host of this.#hosts.keys()) await this.ask('drain', host);
    this.#hosts.clear();
    return Promise.all(outcomes);
  }
}

/** The digests of an experiment on one machine. */
export async function calmDigests(disco: Disco, folder: string, experiment: string): Promise<string[]> {
  const results = join(folder, 'calm');
  const { code, stderr } = await disco.run('run', experiment, '--results', results);
  if (code !== 0) throw new Error(stderr);
  return digestsIn(results);
}

async function digestsIn(folder: string): Promise<string[]> {
  const { runs } = await readResults(folder);
  return runs.map(({ case: number, replication, digest }) => `${number}/${replication}: ${digest}`);
}
