import { statusOfWhole, type Experiment } from '@disco-engine/sdk';
import type { ExperimentProgress, ReplicationProgress } from './progress.js';
import type { ReplicationKey, ReplicationRecord } from './replication.js';
import { StopRule } from './stop-rule.js';

interface Entry {
  state: ReplicationProgress;
  /** Whether it was handed out, and not there before. */
  isOwn: boolean;
  /** Cancels it. */
  readonly abort: AbortController;
}

/** All replications of an experiment, in canonical order: by case, then by number. */
export class Schedule {
  readonly #cases: { readonly entries: Entry[]; readonly rule: StopRule; enough: number | undefined }[];

  /** @param record what is known of a replication before it begins */
  constructor(
    { cases, replications, precision, antithetic }: Experiment,
    record: (key: ReplicationKey) => ReplicationRecord | undefined,
  ) {
    this.#cases = cases.map(({ number }) => ({
      rule: new StopRule(precision, antithetic),
      enough: undefined,
      entries: Array.from({ length: replications }, (_, replication) => {
        const key = { case: number, replication };
        const known = record(key);
        const isThere = known?.status === 'FINISHED';
        const status = isThere ? 'FINISHED' : 'SUBMITTED';
        const state = { ...key, status, epoch: known?.epoch ?? 0, record: isThere ? known : undefined } as const;
        return { state, isOwn: false, abort: new AbortController() };
      }),
    }));
    for (const { number } of cases) this.#settle(number);
  }

  /** Those that are needed. */
  get progress(): ExperimentProgress {
    const replications = this.#needed().map(({ state }) => state);
    return { status: statusOfWhole(replications.map(({ status }) => status)), replications };
  }

  /** How many wait. */
  get waiting(): number {
    return this.#needed().filter(({ state }) => state.status === 'SUBMITTED').length;
  }

  /** Hands out the first one that waits. */
  next(): (ReplicationKey & { readonly signal: AbortSignal }) | undefined {
    const entry = this.#needed().find(({ state }) => state.status === 'SUBMITTED');
    if (entry === undefined) return undefined;
    entry.isOwn = true;
    entry.state = { ...entry.state, status: 'ASSIGNED' };
    return { case: entry.state.case, replication: entry.state.replication, signal: entry.abort.signal };
  }

  change({ case: number, replication }: ReplicationKey, change: Partial<ReplicationProgress>): void {
    const entry = this.#cases[number].entries[replication];
    entry.state = { ...entry.state, ...change };
  }

  /**
   * Notes what came of a replication, which may make others needless; those that run then are cancelled.
   *
   * @returns replications that were handed out and have ended, and would not have been run had this one been known
   * @throws DiscoError `UNKNOWN_CHANNEL`
   */
  end(record: ReplicationRecord): ReplicationKey[] {
    this.change(record, { status: record.status, record });
    return this.#settle(record.case);
  }

  cancel(): void {
    for (const { entries } of this.#cases) {
      for (const entry of entries) {
        if (entry.state.status === 'SUBMITTED') entry.state = { ...entry.state, status: 'CANCELED' };
      }
    }
  }

  #settle(number: number): ReplicationKey[] {
    const plan = this.#cases[number];
    plan.enough ??= plan.rule.enough((replication) => plan.entries[replication]?.state.record);
    const needless = plan.enough === undefined ? [] : plan.entries.slice(plan.enough);
    for (const { abort } of needless) abort.abort();
    return needless.filter(({ isOwn, state }) => isOwn && state.record !== undefined).map(({ state }) => state);
  }

  #needed(): Entry[] {
    return this.#cases.flatMap(({ entries, enough }) => entries.slice(0, enough));
  }
}
