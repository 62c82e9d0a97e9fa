import { runExperiment } from '@disco-engine/experiments';
import type { SimulateSeed, Verdict } from '@disco-engine/transports/simulation';
import { digestOf, REPLICATIONS } from '../farm/farm-messages.js';
import { sha256 } from '../farm/farm-model.js';
import { replicationsOf } from '../farm/farm-status.js';
import { FarmWorld } from './farm-world.js';
import { EXPERIMENTS, ORIGIN, SCENARIO, simulatedWorkers, type ExperimentName } from './simulated-model.js';
import { SimulatedDisk } from './simulated-disk.js';
import { Submitter, timeless, type Outcome, type Wish } from './submitter.js';

/** What one machine makes of each experiment. */
export type Calm = Readonly<Record<ExperimentName, Outcome>>;

/** Simulates farms, each compared with one machine on which nothing goes wrong. */
export async function simulator(): Promise<SimulateSeed> {
  const calm = await oneMachine();
  return (seed) => simulate(seed, calm);
}

/** Runs the experiments without a farm. */
export async function oneMachine(): Promise<Calm> {
  const [counted, precise] = [await onOneMachine('counted'), await onOneMachine('precise')];
  return { counted, precise };
}

/**
 * Lets a simulated farm run a small experiment, while things go wrong as the seed says.
 *
 * @param calm what must come of it
 */
export async function simulate(seed: number, calm: Calm): Promise<Verdict> {
  const world = new FarmWorld(seed, false);
  const { dice, time, story } = world;
  const name: ExperimentName = dice.below(2) === 0 ? 'counted' : 'precise';
  const wish = drawWish(world);
  const submitter = new Submitter(world.newHost('submitter'), world.network, world.mail, story, name, wish);
  const isOver = await time.until(() => submitter.hasLeft || isBroken(world), world.lastFault + MOST_WORK);
  const { outcome } = submitter;
  const end = outcome?.end ?? 'none';
  const fault =
    brokenText(world) ??
    submitter.failure ??
    (isOver
      ? (endFault(outcome, calm[name], wish) ?? (await restFault(world)))
      : `nothing has come of it after ${MOST_WORK} ms`);
  return { seed, fault: fault ?? brokenText(world), end: end === calm[name].end ? name : end, story: story.lines };
}

function drawWish({ dice }: FarmWorld): Wish | undefined {
  const order = ([undefined, undefined, undefined, 'pause', 'pause', 'cancel'] as const)[dice.below(6)];
  return order && { order, at: dice.below(8_000), lasts: dice.below(5_000) };
}

function isBroken({ database, processes }: FarmWorld): boolean {
  return database.ledger.violations.length > 0 || processes.some(({ failure }) => failure !== undefined);
}

function brokenText({ database, processes }: FarmWorld): string | undefined {
  const failed = processes.flatMap(({ host, failure }) =>
    failure === undefined ? [] : `${host.name} failed: ${failure}`,
  );
  return [...database.ledger.violations, ...failed][0];
}

function endFault(outcome: Outcome | undefined, calm: Outcome, wish: Wish | undefined): string | undefined {
  if (outcome === undefined) return 'it has no outcome';
  if (outcome.end === 'CANCELED' && wish?.order === 'cancel') return undefined;
  if (outcome.end !== calm.end) return `it ended with ${outcome.end}; expected ${calm.end}`;
  const [files, expected] = [outcome, calm].map((one) => JSON.stringify(Object.entries(one.files).sort()));
  return files === expected ? undefined : `its files are ${files}; expected ${expected}`;
}

/** Whether anything is left when every fault is over: first of those that were lost, then of the farm, once it is ended. */
async function restFault(world: FarmWorld): Promise<string | undefined> {
  const { time, database, ttl } = world;
  // Until then, those that were killed may still have their leases.
  await time.until(() => false, Math.max(time.now, world.lastFault + ttl + SPARE));
  const isSettled = (): boolean =>
    database.members.size === world.workers &&
    [...database.members].every(({ job, expires }) => job === undefined && expires > time.now);
  if (!(await time.until(isSettled, time.now + 3 * ttl + MOST_RECOVERY))) {
    const members = [...database.members].map(({ name, job }) => `${name}${job === undefined ? '' : ' with a job'}`);
    return `after all faults, the members are ${members.join(', ') || 'none'}; expected ${world.workers} of them, all free`;
  }
  for (const process of world.processes) process.end();
  const hasEnded = (): boolean => world.processes.every((one) => one.hasEnded);
  if (!(await time.until(hasEnded, time.now + MOST_LEAVING))) return `the farm has not ended after ${MOST_LEAVING} ms`;
  // A pool of `pg` lets whoever waits for one of its connections wait to the end, although it is closed.
  await time.until(() => world.server.sessions === 0 && timersOf(world) === 0, time.now + MOST_LEAVING);
  return leftOver(world);
}

function timersOf({ processes }: FarmWorld): number {
  return processes.reduce((sum, { host }) => sum + host.timers, 0);
}

function leftOver(world: FarmWorld): string | undefined {
  const { database, server, processes, disks } = world;
  const open = [...database.queue.all].filter(({ state }) => state === 'QUEUED' || state === 'ASSIGNED');
  // The leases of others end by themselves.
  const members = [...database.members].filter(({ name }) =>
    processes.some(({ host, hasGivenUp }) => name.startsWith(`${host.name}/`) && !hasGivenUp),
  );
  const alarms = [...database.queue.all].flatMap((job) => job.alarms);
  const keys = [...database.queue.all].flatMap((job) =>
    job.kind === REPLICATIONS && job.state === 'FINISHED' ? replicationsOf(job) : [],
  );
  const counts = {
    'replications that were counted twice are': keys.length - new Set(keys).size,
    'members are': members.length,
    'jobs are': open.length,
    'alarms are': alarms.length,
    'sessions are': server.sessions,
    'timers are': timersOf(world),
    'files are': disks.reduce((sum, { size }) => sum + size, 0),
  };
  const left = Object.entries(counts).filter(([, count]) => count > 0);
  return left.length === 0
    ? undefined
    : `when the farm has ended, ${left.map(([what, count]) => `${count} ${what} left`).join(', ')}`;
}

async function onOneMachine(name: ExperimentName): Promise<Outcome> {
  const world = new FarmWorld(0, true);
  const host = world.newHost('machine');
  const disk = new SimulatedDisk(world.dice).of(host);
  const [experiment, folder] = [EXPERIMENTS[name], await disk.makeFolder('one-machine')];
  const results = await disk.openResults(folder, experiment, SCENARIO, ORIGIN);
  const launch = async (): Promise<ReturnType<typeof simulatedWorkers>> => simulatedWorkers(host, disk, world.dice);
  let outcome: Outcome | undefined;
  const running = runExperiment(experiment, { scenario: SCENARIO, results, launch, side: 1 }).then(async (ended) => {
    const files: Record<string, string> = {};
    for (const path of await disk.list(folder))
      files[path] = sha256(timeless(path, await disk.read(`${folder}/${path}`)));
    outcome = { end: digestOf(ended.replications.flatMap(({ record }) => record ?? [])), files };
  });
  await world.time.until(() => outcome !== undefined, Infinity);
  await running;
  if (outcome === undefined) throw new Error(`one machine cannot run ${name}`);
  return outcome;
}

/** Milliseconds that an experiment takes at most once every fault is over, with all waiting and beginning again. */
const MOST_WORK = 180_000;
/** Milliseconds in which a host that is started has joined. */
const SPARE = 2_000;
/** Milliseconds until members are lost, beyond leases: until somebody leads again, and has spared them. */
const MOST_RECOVERY = 60_000;
const MOST_LEAVING = 30_000;
