import { DiscoError, RandomStreams } from '@disco-engine/kernel';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { sleep, type Clock } from '@disco-engine/transports/clock';
import { WorkerHandle } from '../hosts/worker-handle.js';
import { Cluster } from '../launch/cluster.js';
import type { ClusterRun } from '../launch/cluster-run.js';
import type { Crew } from '../launch/crew.js';
import type { Worker } from '../worker/worker.js';
import { drawFaults, faultText } from './faults.js';
import { SimulatedHost } from './simulated-host.js';
import { SimulatedNetwork } from './simulated-network.js';
import { SimulatedTime } from './simulated-time.js';
import { localHost, simulatedWorker } from './simulated-worker.js';
import { Story } from './story.js';
import { strike } from './strike.js';

/** What came of one seed. */
export interface Verdict {
  readonly seed: number;
  /** What is wrong; undefined if nothing is. */
  readonly fault: string | undefined;
  /** The digest, or the code of the error with which the run ended. */
  readonly end: string;
  /** Simulated milliseconds until the run had ended. */
  readonly took: number;
  readonly story: readonly string[];
}

/**
 * Runs a small model on a simulated cluster in which things go wrong, as the seed says.
 *
 * @param calm the digest of the run in which nothing goes wrong; undefined for that run itself
 */
export async function simulate(seed: number, calm: string | undefined): Promise<Verdict> {
  const time = new SimulatedTime();
  const story = new Story(time);
  const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
  const dice = streams.open('world');
  const network = new SimulatedNetwork(time, streams.open('network'));
  const patience = { heartbeat: 200 + dice.below(800), lostAfter: 3_000 + dice.below(7_000) };
  const { lostAfter } = patience;
  const launcher = new SimulatedHost('launcher', time, streams.open('launcher'));
  const members = Array.from({ length: 2 + dice.below(3) }, (_, number) => {
    const name = `worker-${number}`;
    const host = new SimulatedHost(name, time, streams.open(name));
    return { host, worker: simulatedWorker(host, network, patience, story) };
  });
  const names = members.map(({ host }) => host.name);
  const { faults, isMild } = drawFaults(streams.open('faults'), names, names, lostAfter);
  const hosts = new Map([launcher, ...members.map(({ host }) => host)].map((host) => [host.name, host]));
  if (calm !== undefined)
    for (const fault of faults)
      time.at(fault.at, () => {
        story.tell(`— ${faultText(fault)}`);
        strike(fault, network, hosts, time);
      });
  const crew = crewOf(launcher, members, lostAfter);
  let end: string | undefined;
  const cluster = Cluster.over(crew, MODEL, { lostAfter, stallAfter: 3 * lostAfter, clock: launcher.clock });
  const started = cluster.then(async (ready) => ready.start({ scenario: SCENARIO, until: UNTIL, seed: 1 }));
  const pause = calm === undefined || dice.below(3) > 0 ? 0 : 1 + dice.below(2_000);
  if (pause > 0)
    launcher.at(dice.below(3_000), () => {
      story.tell(`— the launcher pauses the run for ${pause} ms`);
      void started.then(async (run) => interrupt(run, launcher.clock, pause)).catch(() => undefined);
    });
  started
    .then(async (run) => run.finished)
    .then(
      ({ digest }) => (end = digest),
      (error: unknown) => (end = error instanceof DiscoError ? error.code : String(error)),
    );
  const lastFault = Math.max(0, ...faults.map((fault) => fault.at + ('lasts' in fault ? fault.lasts : 0)));
  const deadline = lastFault + pause + MOST_CALM + 4 * lostAfter;
  const isOver = await time.until(() => end !== undefined, deadline);
  const took = time.now;
  story.tell(isOver ? `the run ended: ${end}` : 'the run has not ended');
  let closed = false;
  const closing = cluster.then(
    (ready) => ready.close(),
    () => undefined,
  );
  void closing.finally(() => (closed = true));
  const isClosed = await time.until(() => closed, took + MOST_CLOSING + 2 * lostAfter);
  const fault = !isOver
    ? `the run had not ended after ${Math.round(deadline)} ms`
    : !isClosed
      ? 'the cluster could not be closed'
      : (endFault(end ?? '', calm, isMild) ?? leftFault(members));
  return { seed, fault, end: end ?? 'none', took, story: story.lines };
}

/** The digest of the run in which nothing goes wrong. */
export async function calmDigest(): Promise<string> {
  const { end, fault } = await simulate(0, undefined);
  if (fault !== undefined) throw new Error(`without faults, ${fault}`);
  return end;
}

/** Pauses a run for a while. If the run fails, so does this. */
async function interrupt(run: ClusterRun, clock: Clock, milliseconds: number): Promise<void> {
  await run.pause();
  await sleep(clock, milliseconds);
  await run.resume();
}

function endFault(end: string, calm: string | undefined, isMild: boolean): string | undefined {
  if (calm === undefined || end === calm) return undefined;
  if (isMild) return `the run ended with ${end}, although nothing lasted long enough for that; expected ${calm}`;
  if (ERRORS.includes(end)) return undefined;
  return `the run ended with ${end}; expected the digest ${calm}, or one of ${ERRORS.join(', ')}`;
}

/** Whether anybody is still in a run. */
function leftFault(members: readonly Member[]): string | undefined {
  const left = members.find(({ host, worker }) => !host.isDown && !REST.includes(worker.state));
  return left && `${left.host.name} is ${left.worker.state}, although the cluster is closed`;
}

interface Member {
  readonly host: SimulatedHost;
  readonly worker: Worker;
}

function crewOf(launcher: SimulatedHost, members: readonly Member[], lostAfter: number): Crew {
  return {
    handles: members.map(
      ({ host, worker }, number) => new WorkerHandle(number, localHost(launcher, host, worker), launcher.clock),
    ),
    isLocal: false,
    transports: async () => members.map(() => ({ kind: 'own', lostAfter })),
    // A run is not begun again here.
    replace: async () => [],
    reachable: (addresses) => addresses,
    release: async () => {},
    close: async () => {},
  };
}

const MODEL = { module: 'simulated', export: 'Juggling' };
const SCENARIO = new ScenarioBuilder('simulated').vertex('juggler', 'only').build();
const UNTIL = 40;
/** What a run may end with if something lasted too long. */
const ERRORS = ['WORKER_LOST', 'WORKER_UNREACHABLE', 'CLUSTER_BROKEN', 'RUN_STALLED'];
/** States of a worker that has no run. */
const REST: readonly string[] = ['AVAILABLE', 'EXITED'];
/** Milliseconds that a run takes at most if nothing goes wrong. */
const MOST_CALM = 30_000;
const MOST_CLOSING = 15_000;
