import { DiscoError, entryAt } from '@disco-engine/kernel';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { sleep, type Clock } from '@disco-engine/transports/clock';
import type { SimulatedHost, SimulateSeed, Verdict } from '@disco-engine/transports/simulation';
import { Cluster } from '../launch/cluster.js';
import type { ClusterRun } from '../launch/cluster-run.js';
import type { Recovery } from '../launch/recovery.js';
import { localCrew, remoteCrew } from './simulated-crew.js';
import { World } from './world.js';

/**
 * Runs a small model on a simulated cluster in which things go wrong, as the seed says.
 *
 * @param calm the digest of the run in which nothing goes wrong; undefined for that run itself
 */
export async function simulate(seed: number, calm: string | undefined): Promise<Verdict> {
  const world = new World(seed, calm === undefined);
  const { time, story, launcher } = world;
  const attempt = new Attempt(world, launcher);
  const pause = calm === undefined || world.dice.below(3) > 0 ? 0 : 1 + world.dice.below(2_000);
  if (pause > 0)
    launcher.at(world.dice.below(3_000), () => {
      story.tell(`— the launcher pauses the run for ${pause} ms`);
      void attempt.interrupt(pause);
    });
  launcher.whenDown(() => (attempt.end = 'KILLED'));
  const deadline = world.lastFault + pause + mostOf(world);
  const isOver = await time.until(() => attempt.end !== undefined && attempt.isClosed, deadline);
  const { end = 'none' } = attempt;
  const fault = isOver
    ? (endFault(attempt, calm, world) ?? (await restFault(world)) ?? (await againFault(world, end, calm)))
    : `the run had not ended, or its launcher had not left, after ${Math.round(deadline)} ms: ${end}`;
  return { seed, fault, end, story: story.lines };
}

/** The digest of the run in which nothing goes wrong. */
export async function calmDigest(): Promise<string> {
  const { end, fault } = await simulate(0, undefined);
  if (fault !== undefined) throw new Error(`without faults, ${fault}`);
  return end;
}

/** Simulates seeds, each compared with the run in which nothing goes wrong. */
export async function simulator(): Promise<SimulateSeed> {
  const calm = await calmDigest();
  return (seed) => simulate(seed, calm);
}

/** A launcher's attempt at a run, from reaching the workers to leaving them; it may begin the run again. */
class Attempt {
  end: string | undefined;
  isClosed = false;
  /** How often a worker was lost. */
  losses = 0;
  readonly #clock: Clock;
  readonly #started: Promise<void>;
  #run: ClusterRun | undefined;

  constructor(
    private readonly world: World,
    launcher: SimulatedHost,
  ) {
    const { lostAfter, names, network, isRemote, recovers } = world;
    this.#clock = launcher.clock;
    const crew = isRemote
      ? remoteCrew(launcher, network, names, lostAfter)
      : Promise.resolve(
          localCrew(launcher, [...world.members.values()], lostAfter, (worker) => world.start(entryAt(names, worker))),
        );
    const patience = { lostAfter, stallAfter: 3 * lostAfter, clock: launcher.clock };
    const cluster = crew.then(async (all) => Cluster.over(all, MODEL, patience));
    let start = (): void => {};
    this.#started = new Promise((resolve) => (start = resolve));
    const recovery: Recovery = {
      attempts: recovers ? MOST_ATTEMPTS : 1,
      onStart: (run) => {
        this.#run = run;
        start();
      },
      onLoss: ({ loss, attempt, workers }) => {
        this.losses += 1;
        world.story.tell(`attempt ${attempt} begins on ${workers} workers: ${loss.message}`);
      },
    };
    void cluster
      .then(async (ready) => ready.runRecovering({ scenario: SCENARIO, until: UNTIL, seed: 1 }, recovery))
      .then(
        ({ digest }) => this.#note(digest),
        (error: unknown) => this.#note(error instanceof DiscoError ? error.code : String(error)),
      )
      .then(async () => (await cluster).close())
      .catch(() => undefined)
      .finally(() => (this.isClosed = true));
    launcher.whenDown(() => (this.isClosed = true));
  }

  /** Pauses the run for a while. If the run fails, so does this. */
  async interrupt(milliseconds: number): Promise<void> {
    await this.#started;
    try {
      await this.#run?.pause();
      await sleep(this.#clock, milliseconds);
      await this.#run?.resume();
    } catch {
      // The run says why it failed.
    }
  }

  #note(end: string): void {
    this.end = end;
    this.world.story.tell(`the run ended: ${end}`);
  }
}

function endFault({ end = 'none', losses }: Attempt, calm: string | undefined, world: World): string | undefined {
  const { isMild, isRecoverable } = world.plan;
  if (isMild && losses > 0) return `${losses} attempts lost a worker, although nothing lasted long enough for that`;
  if (calm === undefined || end === calm) return undefined;
  if (isMild) return `the run ended with ${end}, although nothing lasted long enough for that; expected ${calm}`;
  if (isRecoverable && world.recovers)
    return `the run ended with ${end} after ${losses} losses, although it was begun again; expected ${calm}`;
  if (ERRORS.includes(end)) return undefined;
  return `the run ended with ${end}; expected the digest ${calm}, or one of ${ERRORS.join(', ')}`;
}

/** Whether anybody is still in a run when every fault is over, and launchers that are gone count as lost. */
async function restFault({ time, lastFault, lostAfter, members }: World): Promise<string | undefined> {
  const left = (): string[] =>
    [...members.values()].flatMap(({ host, worker }) =>
      host.isDown || REST.includes(worker.state) ? [] : [`${host.name} is ${worker.state}`],
    );
  const deadline = Math.max(time.now, lastFault) + 3 * lostAfter + MOST_LEAVING;
  await time.until(() => false, lastFault);
  await time.until(() => left().length === 0, deadline);
  return left().length === 0 ? undefined : `${left().join(', ')}, although the launcher is gone`;
}

/** Whether another launcher can use the workers afterwards, and has the same result. If all went well, few try. */
async function againFault(world: World, end: string, calm: string | undefined): Promise<string | undefined> {
  const { time, lastFault, lostAfter, isRemote, story, dice } = world;
  if (!isRemote || calm === undefined || (end === calm && dice.below(4) > 0)) return undefined;
  // Until a worker has noticed that its launcher is lost, it refuses others, which is right.
  await time.until(() => false, Math.max(time.now, lastFault + 2 * lostAfter + MOST_LEAVING));
  story.tell('— another launcher comes');
  const attempt = new Attempt(world, world.newHost('launcher'));
  await time.until(() => attempt.isClosed, time.now + mostOf(world));
  return attempt.isClosed && attempt.end === calm
    ? undefined
    : `another launcher ended with ${attempt.end ?? 'nothing in time'}; expected ${calm}`;
}

/** Milliseconds that a run takes at most once all faults are over: an attempt may fail because of an earlier fault. */
function mostOf({ lostAfter, recovers }: World): number {
  return (recovers ? 2 : 1) * (MOST_CALM + 6 * lostAfter);
}

const MOST_ATTEMPTS = 5;
const MODEL = { module: 'simulated', export: 'Juggling' };
const SCENARIO = new ScenarioBuilder('simulated').vertex('juggler', 'only').build();
const UNTIL = 25;
/** What a run may end with if something lasted too long. */
const ERRORS = ['WORKER_LOST', 'WORKER_UNREACHABLE', 'CLUSTER_BROKEN', 'RUN_STALLED', 'KILLED'];
/** States of a worker that has no run. */
const REST: readonly string[] = ['AVAILABLE', 'EXITED'];
/** Milliseconds that a run takes at most if nothing goes wrong, and that leaving it takes. */
const MOST_CALM = 30_000;
const MOST_LEAVING = 15_000;
