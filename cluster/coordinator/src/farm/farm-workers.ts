import {
  storedValue,
  type ReplicationKey,
  type ReplicationResult,
  type ReplicationStart,
  type ReplicationWorkers,
  type RunningReplication,
  type WorkerStep,
} from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import type { Coordinator } from '../contract/coordinator.js';
import type { FarmDisk } from './farm-disk.js';
import type { ReportedReplication } from './farm-messages.js';
import type { ReplicationQueue } from './replication-queue.js';

/** Runs the replications of an experiment on the members of a farm. */
export class FarmWorkers implements ReplicationWorkers {
  readonly isBroken = false;
  readonly #observers = new Set<(step: WorkerStep) => void>();

  constructor(
    private readonly coordinator: Coordinator,
    private readonly disk: FarmDisk,
    private readonly queue: ReplicationQueue,
    private readonly workers: number,
    /** Hashes of the logs that members have stored, which need not be stored again. */
    private readonly logs: Set<string>,
    /** Whether members do not know the cases, as those of an optimisation. */
    private readonly sendsParameters: boolean,
  ) {}

  readonly transitions = {
    subscribe: (observer: (step: WorkerStep) => void): { unsubscribe(): void } => {
      this.#observers.add(observer);
      return { unsubscribe: () => void this.#observers.delete(observer) };
    },
  };

  async start({ log, parameters, signal }: ReplicationStart): Promise<RunningReplication> {
    const key = keyOf(log.metadata);
    const wanted = this.sendsParameters ? { ...key, parameters: stored(parameters) } : key;
    const begun = (): void => {
      for (let worker = 0; worker < this.workers; worker++)
        for (const observer of this.#observers) observer({ worker, from: 'READY', to: 'ACTIVE' });
    };
    const finished = this.queue.replicate(wanted, signal, begun).then((reported) => this.#result(reported, log.file));
    // It is awaited as soon as this returns.
    finished.catch(() => undefined);
    // Orders reach the jobs through the coordinator, which knows who works on them.
    const done = async (): Promise<void> => undefined;
    return { finished, pause: done, resume: done };
  }

  async close(): Promise<void> {
    // The members are not its own.
  }

  async #result({ record, log }: ReportedReplication, file: string | undefined): Promise<ReplicationResult> {
    const { error, seconds, workers, digest, epoch, activations, events, channels, logFailure } = record;
    if (error !== null) throw new DiscoError(error.code, error.message, error.place);
    if (log !== null && file !== undefined) {
      await this.disk.write(file, await this.coordinator.get(log));
      this.logs.add(log);
    }
    return {
      digest,
      epoch,
      activations,
      events,
      perWorker: [],
      log: { channels, file: log === null ? undefined : file, failure: logFailure ?? undefined },
      times: { seconds, workers },
    };
  }
}

function stored(parameters: object = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, storedValue(value)]));
}

/** Every replication says in the description of its log which one it is. */
function keyOf({ case: number, replication }: Readonly<Record<string, unknown>>): ReplicationKey {
  if (typeof number !== 'number' || typeof replication !== 'number')
    throw new TypeError('a replication without its numbers');
  return { case: number, replication };
}
