import { entryAt } from '@disco-engine/kernel';
import { statusOfWhole, type ExperimentStatus } from '../definition/run-status.js';
import type { Experiment } from '../definition/experiment.js';
import { endedPartitions } from './partition-status.js';
import type { ExperimentProgress, PrecisionEstimate, ReplicationProgress } from './progress.js';
import type { ReplicationKey, ReplicationRecord } from '../results/run-schema.js';
import { missingNotes } from './missing-text.js';
import { ofCase, StopRule } from './stop-rule.js';

interface Entry {
  state: ReplicationProgress;
  /** Whether this schedule handed it out, so that it was not there before. */
  isOwn: boolean;
  /** Cancels the replication. */
  readonly abort: AbortController;
}

/** All replications of an experiment, in canonical order: by case, then by number. */
export class Schedule {
  /** Responses that no stop rule covers. */
  readonly #others: readonly string[];
  readonly #cases: { readonly entries: Entry[]; readonly rule: StopRule; enough: number | undefined }[];

  /** @param record the existing record of a replication, if any */
  constructor(
    { cases, replications, precision, responses, antithetic, workers }: Experiment,
    record: (key: ReplicationKey) => ReplicationRecord | undefined,
  ) {
    const entryOf = (key: ReplicationKey): Entry => {
      const known = record(key);
      const isThere = known?.status === 'FINISHED';
      const status = isThere ? 'FINISHED' : 'SUBMITTED';
      const partitions = Array.from({ length: workers }, () => status);
      const state = {
        ...key,
        status,
        partitions,
        epoch: known?.epoch ?? 0,
        record: isThere ? known : undefined,
      } as const;
      return { state, isOwn: false, abort: new AbortController() };
    };
    this.#cases = cases.map(({ number, asked = replications }) => ({
      rule: new StopRule(precision, antithetic),
      enough: undefined,
      entries: Array.from({ length: asked }, (_, replication) => entryOf({ case: number, replication })),
    }));
    const ruled = new Set(precision.map(({ response }) => response));
    this.#others = responses.map(({ name }) => name).filter((name) => !ruled.has(name));
    for (const { number } of cases) this.#settle(number);
  }

  /** The progress of the replications needed. */
  get progress(): ExperimentProgress {
    const replications = this.#needed().map(({ state }) => state);
    const status = statusOfWhole(replications.map((one) => one.status));
    return { status, replications, notes: this.#notes(), estimates: this.#estimates() };
  }

  /** Number of replications not handed out yet. */
  get waiting(): number {
    return this.#needed().filter(({ state }) => state.status === 'SUBMITTED').length;
  }

  /** Hands out the next replication. */
  next(): (ReplicationKey & { readonly signal: AbortSignal }) | undefined {
    const entry = this.#needed().find(({ state }) => state.status === 'SUBMITTED');
    if (entry === undefined) return undefined;
    entry.isOwn = true;
    setPartitions(
      entry,
      entry.state.partitions.map(() => 'ASSIGNED'),
    );
    return { case: entry.state.case, replication: entry.state.replication, signal: entry.abort.signal };
  }

  /** Records the status of one partition of a replication. */
  partition(key: ReplicationKey, worker: number, status: ExperimentStatus): void {
    const entry = this.#entry(key);
    setPartitions(
      entry,
      entry.state.partitions.map((known, partition) => (partition === worker ? status : known)),
    );
  }

  /** Records the epoch that a replication has reached. */
  reach(key: ReplicationKey, epoch: number): void {
    const entry = this.#entry(key);
    entry.state = { ...entry.state, epoch };
  }

  /** Records that a replication was canceled and left no results. */
  abandon(key: ReplicationKey): void {
    const entry = this.#entry(key);
    setPartitions(entry, endedPartitions(entry.state.partitions, 'CANCELED'));
  }

  /**
   * Records the end of a replication. If it makes others unnecessary, cancels those that are running.
   *
   * @returns replications of this schedule that have ended but turn out to be unnecessary
   * @throws DiscoError `CHANNEL_UNKNOWN`
   */
  end(record: ReplicationRecord): ReplicationKey[] {
    const entry = this.#entry(record);
    setPartitions(entry, endedPartitions(entry.state.partitions, record.status));
    entry.state = { ...entry.state, epoch: record.epoch, record };
    return this.#settle(record.case);
  }

  /** Cancels all replications not handed out yet. */
  cancel(): void {
    for (const { state } of this.#needed()) if (state.status === 'SUBMITTED') this.abandon(state);
  }

  #settle(number: number): ReplicationKey[] {
    const plan = entryAt(this.#cases, number);
    plan.enough ??= plan.rule.enough((replication) => plan.entries[replication]?.state.record);
    const needless = plan.enough === undefined ? [] : plan.entries.slice(plan.enough);
    for (const { abort } of needless) abort.abort();
    return needless.filter(({ isOwn, state }) => isOwn && state.record !== undefined).map(({ state }) => state);
  }

  #entry({ case: number, replication }: ReplicationKey): Entry {
    return entryAt(entryAt(this.#cases, number).entries, replication);
  }

  #notes(): string[] {
    return this.#cases.flatMap(({ rule, entries, enough }, number) => {
      const records = entries.slice(0, enough).flatMap(({ state }) => state.record ?? []);
      const isOver = records.length === (enough ?? entries.length);
      const missing = isOver ? missingNotes(this.#others, records) : [];
      return [...rule.notes(entries.length), ...missing].map((text) => ofCase(text, number, this.#cases.length));
    });
  }

  #estimates(): PrecisionEstimate[] {
    return this.#cases.flatMap(({ rule }, number) => rule.estimates.map((one) => ({ case: number, ...one })));
  }

  #needed(): Entry[] {
    return this.#cases.flatMap(({ entries, enough }) => entries.slice(0, enough));
  }
}

function setPartitions(entry: Entry, partitions: readonly ExperimentStatus[]): void {
  entry.state = { ...entry.state, partitions, status: statusOfWhole(partitions) };
}
