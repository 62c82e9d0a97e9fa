import { setTimeout as sleep } from 'node:timers/promises';
import type { ResultsFolder } from '../results/results-folder.js';
import type { Sharing } from '../results/sharing.js';
import type { ReplicationKey } from '../results/run-schema.js';
import type { AssignedReplication, Schedule } from './schedule.js';

/** Milliseconds between two looks at what the other shards have done. */
const BETWEEN_LOOKS = 3_000;
/** The same while it is unclear whether the shard that runs the last replications is alive. */
const UNTIL_CLEAR = 500;

/** A replication that has been handed out, and the folder for its files. */
interface Handed {
  readonly next: AssignedReplication;
  readonly folder: string;
}

/** Keeps the schedule of one shard in step with what the others do in the same results folder. */
export class ShardView {
  #last: Promise<unknown> = Promise.resolve();
  readonly #running = new Map<string, ReplicationKey>();

  /** @param sharesAll whether any shard may run any replication, rather than only those of its part */
  constructor(
    private readonly schedule: Schedule,
    private readonly results: ResultsFolder,
    private readonly sharing: Sharing,
    private readonly sharesAll: boolean,
  ) {}

  /**
   * Hands out the next replication that nobody has run or is running, and creates its folder. When all that remain are being run by
   * processes with the same part, hands out one of these: it ends with the same result, whoever is first. When it is unclear whether
   * those that run them are alive, waits for that: they may be what this very shard was before it was killed.
   */
  next(signal: AbortSignal): Promise<Handed | undefined> {
    const found = this.#last.then(() => this.#nextWhenClear(signal));
    this.#last = found.catch(() => undefined);
    return found;
  }

  /** Called when a replication that was handed out has ended. */
  ended(key: ReplicationKey): void {
    this.#running.delete(textOf(key));
  }

  /** Looks at the others from time to time, until the returned function is called. */
  watch(): () => Promise<void> {
    const stop = new AbortController();
    const watching = this.#watch(stop.signal);
    return () => {
      stop.abort();
      return watching;
    };
  }

  /** Takes in what the others have done up to now, and removes what has turned out not to be needed. */
  async finish(): Promise<void> {
    await this.#learnAll();
    const { schedule, results, sharing } = this;
    for (const key of await sharing.trials()) {
      const isNeeded = schedule.isNeeded(key);
      if (isNeeded === undefined) continue;
      // A shard that is running it may be killed after it has put it into place, and before it removes it.
      const isStillRunning = (await sharing.runningElsewhere(key)).length > 0;
      if (!isNeeded) await results.remove(key);
      if (!isStillRunning) await sharing.unmarkTrial(key);
    }
    for (const key of schedule.needless) await results.remove(key);
  }

  async #nextWhenClear(signal: AbortSignal): Promise<Handed | undefined> {
    for (;;) {
      const found = await this.#next(signal);
      if (found !== 'unclear') return found;
      await sleep(UNTIL_CLEAR, undefined, { signal }).catch(() => undefined);
    }
  }

  async #next(signal: AbortSignal): Promise<Handed | 'unclear' | undefined> {
    const { schedule, results, sharing } = this;
    if (this.sharesAll) await this.#learnAll();
    const taken: ReplicationKey[] = [];
    let isUnclear = false;
    for (const key of schedule.candidates) {
      if (signal.aborted) return undefined;
      await this.#learn(key);
      if (!schedule.isCandidate(key)) continue;
      const holders = await sharing.runningElsewhere(key);
      if (holders.length > 0) {
        taken.push(key);
        isUnclear ||= holders.every((id) => sharing.isUnclear(id));
        continue;
      }
      const folder = await results.begin(key);
      // Of two that begin at the same moment, one goes on to the next.
      const others = await sharing.runningElsewhere(key);
      if (others.every((id) => id > sharing.claim.id)) return this.#assigned(key, folder);
      await results.abandon(key);
      taken.push(key);
    }
    for (const key of this.sharesAll ? [] : taken) {
      await this.#learn(key);
      if (signal.aborted) return undefined;
      if (schedule.isCandidate(key)) return this.#assigned(key, await results.begin(key));
    }
    return isUnclear ? 'unclear' : undefined;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(BETWEEN_LOOKS, undefined, { signal, ref: false }).catch(() => undefined);
      // A disk may be away for a moment: what matters is read again before anything is decided.
      if (!signal.aborted) await this.#look().catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    await this.sharing.look();
    if (this.sharesAll) await this.#learnAll();
    else for (const key of this.#running.values()) await this.#learn(key);
  }

  #assigned(key: ReplicationKey, folder: string): Handed {
    this.#running.set(textOf(key), key);
    return { next: this.schedule.assign(key), folder };
  }

  async #learnAll(): Promise<void> {
    for (const key of await this.results.present()) await this.#learn(key);
  }

  async #learn(key: ReplicationKey): Promise<void> {
    if (!this.schedule.isOpen(key)) return;
    const record = await this.results.record(key);
    if (record !== undefined) this.schedule.learn(record);
  }
}

function textOf({ case: number, replication }: ReplicationKey): string {
  return `${number}/${replication}`;
}
