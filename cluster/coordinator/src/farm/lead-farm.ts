import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { sleep, systemClock, type Clock } from '@disco-engine/transports/clock';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job } from '../contract/job.js';
import type { Leadership } from '../contract/leadership.js';
import type { LostMember } from '../contract/member.js';
import { Awaken } from './awaken.js';
import { conductExperiment } from './conduct-experiment.js';
import { temporaryFiles, type FarmDisk } from './farm-disk.js';
import { EXPERIMENT } from './farm-messages.js';
import { experimentCode, type FarmModel } from './farm-model.js';
import { LoadedModel } from './loaded-model.js';

export interface FarmLeaderOptions {
  /** Shown in lists. */
  readonly name: string;
  /** The experiments that it can conduct. */
  readonly models: readonly FarmModel[];
  /** Ends it; the next candidate leads. */
  readonly signal: AbortSignal;
  /** Called when it has been elected. */
  readonly onElected?: ((term: number) => void) | undefined;
  /** Called for each member whose lease was over. */
  readonly onLost?: ((member: LostMember) => void) | undefined;
  /** Called with whatever went wrong without ending it. */
  readonly onTrouble?: ((error: DiscoError) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Where it keeps results until they are complete. Default: the temporary files of this machine. */
  readonly disk?: FarmDisk | undefined;
}

/** Milliseconds between two looks at the jobs and members, if no hint comes. */
const LOOK_EVERY = 1_000;
/** Milliseconds before an experiment that this host could not go on with is begun again. */
const AFTER_TROUBLE = 5_000;

/** Waits to be elected, and then conducts the experiments of a farm, until it is ended. */
export async function leadFarm(coordinator: Coordinator, options: FarmLeaderOptions): Promise<void> {
  const { name, signal, clock = systemClock, onElected, onTrouble } = options;
  while (!signal.aborted) {
    let leadership: Leadership;
    try {
      leadership = await coordinator.lead(name, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    onElected?.(leadership.term);
    try {
      await leadOn(coordinator, leadership, options);
    } catch (error) {
      // The server is away, or there is a later term: it is a candidate again.
      if (!isDiscoError(error)) throw error;
      onTrouble?.(error);
      await sleep(clock, LOOK_EVERY, signal);
    } finally {
      await leadership.resign();
    }
  }
}

/** What went wrong on this host, as an error with a code. */
function troubleOf(error: unknown): DiscoError {
  if (error instanceof DiscoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DiscoError(
    'WORKER_BROKEN',
    `the leader cannot go on with an experiment: ${message}`,
    {},
    { cause: error },
  );
}

interface Conducting {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

async function leadOn(coordinator: Coordinator, leadership: Leadership, options: FarmLeaderOptions): Promise<void> {
  const { clock = systemClock, disk = temporaryFiles } = options;
  const signal = AbortSignal.any([options.signal, leadership.signal]);
  const models = new Map(options.models.map((model) => [experimentCode(model), new LoadedModel(model)]));
  const conducting = new Map<string, Conducting>();
  const awaken = new Awaken(coordinator, clock, ['jobs', 'orders', 'members']);
  try {
    while (!signal.aborted) {
      for (const member of await leadership.reap()) options.onLost?.(member);
      const open = await coordinator.jobs({ kind: EXPERIMENT, states: ['QUEUED'] });
      for (const job of open) begin(job);
      const ids = new Set(open.map(({ id }) => id));
      for (const [id, { abort }] of conducting) if (!ids.has(id)) abort.abort();
      await awaken.wait(LOOK_EVERY, signal);
    }
  } finally {
    for (const { abort } of conducting.values()) abort.abort();
    await Promise.all([...conducting.values()].map(({ done }) => done));
    awaken.end();
  }

  function begin(job: Job): void {
    const model = models.get(job.code ?? '');
    if (model === undefined || conducting.has(job.id)) return;
    const abort = new AbortController();
    const stop = AbortSignal.any([abort.signal, signal]);
    const done = conductExperiment({ coordinator, leadership, clock, disk }, job, model, stop)
      .catch(async (error: unknown) => {
        // Orders come at any moment.
        if (isDiscoError(error, 'JOB_CANCELED')) return;
        options.onTrouble?.(troubleOf(error));
        // It is begun again, but not at once: this host may be short of something.
        await sleep(clock, AFTER_TROUBLE, stop);
      })
      .finally(() => conducting.delete(job.id));
    conducting.set(job.id, { abort, done });
  }
}
