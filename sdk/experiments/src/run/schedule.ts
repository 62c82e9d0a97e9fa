import { entryAt } from '@disco-engine/kernel';
import { statusOfWhole, type ExperimentStatus } from '../definition/run-status.js';
import type { Experiment } from '../definition/experiment.js';
import { endedPartitions } from './partition-status.js';
import type { ExperimentProgress, PrecisionEstimate, ReplicationProgress } from './progress.js';
import type { ReplicationKey, ReplicationRecord } from '../results/run-schema.js';
import { missingNotes } from './missing-text.js';
import { isInShard, type Shard } from './shard.js';
import { ofCase, StopRule } from './stop-rule.js';

interface Entry {
  state: ReplicationProgress;
  /** Whether this schedule handed it out, so that it was not there before. */
  isOwn: boolean;
  /** Whether it is this shard's to repeat if it failed. */
  readonly isInPart: boolean;
  /** Cancels the replication. */
  readonly abort: AbortController;
}

interface Plan {
  readonly entries: readonly Entry[];
  rule: StopRule;
  /** Number of replications that are enough, as far as the records tell that are there. */
  enough: number | undefined;
}

/** A replication that has been handed out. */
export interface AssignedReplication extends ReplicationKey {
  /** Aborted when its result is no longer needed. */
  readonly signal: AbortSignal;
}

/** All replications of an experiment, in canonical order: by case, then by number. */
export class Schedule {
  /** Responses that no stop rule covers. */
  readonly #others: readonly string[];
  readonly #cases: readonly Plan[];
  readonly #newRule: () => StopRule;

  /**
   * @param record the existing record of a replication, if any
   * @param shard leaves the replications of other shards to these. With a required precision, nobody knows how many there will be, so any
   *   shard may run any of them; only those that have failed before stay with their shard
   * @param isShared whether other processes fill the same folder, one of which may repeat what has failed
   */
  constructor(
    { cases, replications, precision, responses, antithetic, workers }: Experiment,
    record: (key: ReplicationKey) => ReplicationRecord | undefined,
    shard: Shard = { index: 1, count: 1 },
    private readonly isShared = false,
  ) {
    let position = 0;
    const entryOf = (key: ReplicationKey): Entry => {
      const known = record(key);
      const isInPart = isInShard(shard, position++);
      const isThere = known !== undefined && (known.status === 'FINISHED' || !isInPart);
      const status = isThere ? known.status : 'SUBMITTED';
      const partitions = Array.from({ length: workers }, () => status);
      const isElsewhere = isInPart || precision.length > 0 ? {} : ({ isElsewhere: true } as const);
      const state = {
        ...key,
        status,
        partitions,
        epoch: known?.epoch ?? 0,
        record: isThere ? known : undefined,
        ...isElsewhere,
      } as const;
      return { state, isInPart, isOwn: false, abort: new AbortController() };
    };
    this.#newRule = () => new StopRule(precision, antithetic, responses);
    this.#cases = cases.map(({ number, asked = replications }) => ({
      rule: this.#newRule(),
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
    const own = replications.filter(({ isElsewhere }) => isElsewhere !== true);
    const status = own.length === 0 ? 'FINISHED' : statusOfWhole(own.map((one) => one.status));
    return { status, replications, notes: this.#notes(), estimates: this.#estimates() };
  }

  /** Number of replications not handed out yet. */
  get waiting(): number {
    return this.candidates.length;
  }

  /** The replications that can be handed out, the next one first. */
  get candidates(): readonly ReplicationKey[] {
    return this.#needed()
      .map(({ state }) => state)
      .filter(({ status, isElsewhere }) => status === 'SUBMITTED' && isElsewhere !== true);
  }

  isCandidate({ case: number, replication }: ReplicationKey): boolean {
    const { state } = this.#entry({ case: number, replication });
    const { enough = Infinity } = entryAt(this.#cases, number);
    return state.status === 'SUBMITTED' && state.isElsewhere !== true && replication < enough;
  }

  /** Hands out the next replication. */
  next(): AssignedReplication | undefined {
    const [key] = this.candidates;
    return key && this.assign(key);
  }

  /** Hands out one of the candidates. */
  assign(key: ReplicationKey): AssignedReplication {
    const entry = this.#entry(key);
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
    // Another shard may have finished it, while this one has not stopped yet.
    if (entry.state.record !== undefined) return;
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

  /** Records that a replication was canceled and left no results. One that another shard has finished in the meantime stays so. */
  abandon(key: ReplicationKey): void {
    const entry = this.#entry(key);
    if (entry.state.record !== undefined) return;
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
    for (const key of this.candidates) this.abandon(key);
  }

  /** Whether the record of a replication would tell something new: it is asked for, and has not finished yet. */
  isOpen({ case: number, replication }: ReplicationKey): boolean {
    const entry = this.#cases[number]?.entries[replication];
    return entry !== undefined && entry.state.record?.status !== 'FINISHED';
  }

  /** Records what another shard has run. Cancels the same replication here, and those that become unnecessary. */
  learn(record: ReplicationRecord): void {
    const entry = this.#entry(record);
    // This shard repeats its own failed replications.
    if (record.status === 'FAILED' && (entry.isInPart || entry.isOwn)) return;
    if (entry.state.record?.status === 'FAILED') this.#examineAgain(record.case);
    setPartitions(
      entry,
      entry.state.partitions.map(() => record.status),
    );
    entry.state = { ...entry.state, epoch: record.epoch, record };
    entry.abort.abort();
    this.#settle(record.case);
  }

  /** Leaves the replications not handed out yet to the other shards. */
  leave(): void {
    for (const key of this.candidates) {
      const entry = this.#entry(key);
      entry.state = { ...entry.state, isElsewhere: true };
    }
  }

  /** The replications that this schedule has handed out, that have ended, and that have turned out to be unnecessary. */
  get needless(): ReplicationKey[] {
    return this.#cases.flatMap((plan) => needlessOf(this.#unneeded(plan)));
  }

  /**
   * Whether a replication is needed; undefined as long as that is open, because its case has to become more precise, or because one that
   * has failed may still get a value.
   */
  isNeeded({ case: number, replication }: ReplicationKey): boolean | undefined {
    const plan = this.#cases[number];
    if (plan === undefined) return undefined;
    if (this.#isOpen(plan)) return undefined;
    if (plan.enough !== undefined) return replication < plan.enough;
    return plan.entries.every(({ state }) => state.record !== undefined) ? true : undefined;
  }

  #settle(number: number): ReplicationKey[] {
    const plan = entryAt(this.#cases, number);
    plan.enough ??= plan.rule.enough((replication) => plan.entries[replication]?.state.record);
    const needless = this.#unneeded(plan);
    for (const { abort } of needless) abort.abort();
    return needlessOf(needless);
  }

  /** The stop rule has passed a replication that had failed without its value, which is now known. */
  #examineAgain(number: number): void {
    const plan = entryAt(this.#cases, number);
    plan.rule = this.#newRule();
    plan.enough = undefined;
  }

  /** Whether another shard may repeat a replication that has failed, so that another number of them is enough. */
  #isOpen({ entries, enough }: Plan): boolean {
    return this.isShared && entries.slice(0, enough).some(({ state }) => state.record?.status === 'FAILED');
  }

  #unneeded(plan: Plan): readonly Entry[] {
    return plan.enough === undefined || this.#isOpen(plan) ? [] : plan.entries.slice(plan.enough);
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

/** Those that this schedule has handed out, and that have ended. */
function needlessOf(entries: readonly Entry[]): ReplicationKey[] {
  return entries.filter(({ isOwn, state }) => isOwn && state.record !== undefined).map(({ state }) => state);
}

function setPartitions(entry: Entry, partitions: readonly ExperimentStatus[]): void {
  entry.state = { ...entry.state, partitions, status: statusOfWhole(partitions) };
}
