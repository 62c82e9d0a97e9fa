import {
  defineExperiment,
  type Experiment,
  type ReplicationResult,
  type ReplicationStart,
  type ReplicationWorkers,
  type RunningReplication,
} from '@disco-engine/experiments';
import { DiscoError, RandomStreams, type Randomness } from '@disco-engine/kernel';
import { Model, Node, OnEvent, ScenarioBuilder, simproc } from '@disco-engine/sdk';
import { sleep } from '@disco-engine/transports/clock';
import type { SimulatedHost } from '@disco-engine/transports/simulation';
import type { FarmDisk } from '../farm/farm-disk.js';
import { sha256, type FarmModel } from '../farm/farm-model.js';

const turn = simproc('turn', { minimumDelay: 1 });

class Settings {
  speed = 1;
}

@Node('machine')
class Machine {
  @OnEvent(turn)
  take(): void {}
}

@Model({ name: 'simulated', simprocs: [turn], nodes: [Machine], parameters: Settings })
class Simulated {}

/** The only scenario. */
export const SCENARIO = new ScenarioBuilder('simulated').vertex('machine', 'only').build();

/** What a farm is asked to run: a number of replications, or as many as a precision takes, with or without records. */
export const EXPERIMENTS: Readonly<Record<'counted' | 'precise', Experiment>> = {
  counted: defineExperiment(Simulated, {
    name: 'counted',
    scenario: SCENARIO,
    duration: 10,
    replications: 4,
    parameters: { speed: [1, 2] },
    portableMath: true,
  }),
  precise: defineExperiment(Simulated, {
    name: 'precise',
    scenario: SCENARIO,
    duration: 10,
    replications: 16,
    precision: { channel: 'machine/only/load', relative: 0.1, minimum: 4 },
    log: { keep: 'summary' },
    portableMath: true,
  }),
};

/** Names of the experiments. */
export type ExperimentName = keyof typeof EXPERIMENTS;

/** Where they come from, as the results say. */
export const ORIGIN = { module: 'simulated', export: 'default', command: '', code: { simulated: 'one' } };

/** An experiment as a host of a farm has it. @param dice how long replications take */
export function simulatedModel(name: ExperimentName, host: SimulatedHost, disk: FarmDisk, dice: Randomness): FarmModel {
  return {
    name,
    experiment: EXPERIMENTS[name],
    code: ORIGIN.code,
    scenario: async () => SCENARIO,
    launch: async () => simulatedWorkers(host, disk, dice),
  };
}

/** Workers whose replications take some time of a host, and whose results depend on the replication alone. */
export function simulatedWorkers(host: SimulatedHost, disk: FarmDisk, dice: Randomness): ReplicationWorkers {
  return {
    isBroken: false,
    transitions: { subscribe: () => ({ unsubscribe: () => {} }) },
    start: async (start) => begin(start, host, disk, 20 + dice.below(dice.below(8) === 0 ? 6_000 : 800)),
    close: async () => {},
  };
}

function begin(start: ReplicationStart, host: SimulatedHost, disk: FarmDisk, work: number): RunningReplication {
  let release = (): void => {};
  const resume = (): void => release();
  let paused: Promise<void> | undefined;
  const run = async (): Promise<ReplicationResult> => {
    await sleep(host.clock, work, start.signal);
    start.signal.throwIfAborted();
    start.signal.addEventListener('abort', resume, { once: true });
    await paused;
    start.signal.removeEventListener('abort', resume);
    start.signal.throwIfAborted();
    return resultOf(start, disk, work);
  };
  const finished = run();
  finished.catch(() => undefined);
  return {
    finished,
    pause: async () => {
      paused ??= new Promise((resolve) => (release = resolve));
    },
    resume: async () => {
      resume();
      paused = undefined;
    },
  };
}

async function resultOf(
  { log, parameters }: ReplicationStart,
  disk: FarmDisk,
  work: number,
): Promise<ReplicationResult> {
  const { case: number, replication } = log.metadata;
  const key = `${String(number)}/${String(replication)} ${JSON.stringify(parameters)}`;
  const random = new RandomStreams({ masterSeed: 1, replication: 0 }).open('load', key);
  const mean = 10 + 4 * random.uniform();
  if (log.file !== undefined)
    await disk.write(log.file, new TextEncoder().encode(`records of ${key}`)).catch((cause: unknown) => {
      throw new DiscoError('LOG_FAILED', 'the records cannot be written', {}, { cause });
    });
  // In the order of a record, from which the digest is computed.
  const figures = { count: 1, mean, deviation: null, minimum: mean, maximum: mean, last: mean, sum: mean };
  const channel = { node: 'machine/only', name: 'load', kind: 'tally', unit: '', labels: {}, ...figures } as const;
  return {
    digest: sha256(key).slice(0, 16),
    epoch: 10,
    activations: 1,
    events: 1,
    perWorker: [],
    log: { channels: [channel], file: log.file },
    times: { seconds: work / 1000, workers: [] },
  };
}
