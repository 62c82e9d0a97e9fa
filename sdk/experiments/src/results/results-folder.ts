import { join, resolve } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import type { Experiment, ExperimentCase } from '../definition/experiment.js';
import type { Scenario } from '@disco-engine/sdk';
import { describeGraph } from '../graph/describe-graph.js';
import { summarisingLogs } from '../logs/summarise-log.js';
import { ResponseEvaluator } from '../responses/response-evaluator.js';
import type { Claim } from './claim.js';
import { continuedFacts, factsBefore, type Facts } from './continuation.js';
import { describeExperiment, descriptionJson, warmupDiffers, type ExperimentOrigin } from './description.js';
import { DESCRIPTION, GRAPH, IDENTITY, OLD_LOCK, PARTIAL, RECORD } from './folder-names.js';
import { Evaluation } from './evaluation.js';
import type { ExperimentDescription } from './experiment-schema.js';
import { identityJson, identityOf } from './identity.js';
import { jsonText } from './json-text.js';
import type { ResultsIdentity } from './identity-schema.js';
import { moveAside } from './move-aside.js';
import { olderRuns, type OlderRun } from './older-runs.js';
import { replicationFolders } from './replication-folders.js';
import { replicationPath } from './replication-path.js';
import { diskFiles, type ResultsFiles } from './results-files.js';
import type { ReplicationKey, ReplicationRecord } from './run-schema.js';
import { keepsRecords, summariseAnew } from './summarise-anew.js';
import { claimAlone, ShardClaim } from './shard-claim.js';
import { refuseOtherResponses, refuseOtherSettings } from './shard-settings.js';
import { Sharing } from './sharing.js';
import { wholeRecord } from './whole-record.js';

export interface ResultsOptions {
  /**
   * How to treat existing results. By default they are continued if they match and rejected otherwise; `fresh` moves them aside, into
   * `older-0001` inside the folder; `keep` continues with them, and marks those that do not match as older.
   */
  readonly existing?: 'fresh' | 'keep' | undefined;
  /**
   * Whether other processes may fill the folder at the same time, from this machine or through a shared file system: the shards of one
   * experiment. Excludes `existing`. Default: false.
   */
  readonly shared?: boolean | undefined;
}

/** Access to a results folder: its files, and the claim to write to it. */
export interface FolderAccess {
  readonly files: ResultsFiles;
  readonly claim: (folder: string) => Promise<Pick<Claim, 'check' | 'release'>>;
  readonly share: (folder: string) => Promise<Pick<ShardClaim, 'check' | 'release' | 'id' | 'opened' | 'refuseOthers'>>;
  readonly summarising: typeof summarisingLogs;
}

/** The state that an optimisation writes as it progresses. */
export type Plan = Required<Pick<ExperimentDescription, 'cases' | 'optimisation'>>;

/** The disk of this machine, with a claim on the whole folder, or one among those of other shards. */
const DISK: FolderAccess = {
  files: diskFiles,
  claim: claimAlone,
  share: ShardClaim.take,
  summarising: summarisingLogs,
};

/**
 * The results of an experiment, with one folder for each replication that has ended. Everything is written to a temporary place, flushed
 * to disk and then renamed, so that the folder is consistent at any moment, even after a crash or a power failure.
 */
export class ResultsFolder {
  #description: Facts['description'];
  readonly #identity: ResultsIdentity;
  #evaluation: Evaluation;

  private constructor(
    readonly path: string,
    private readonly files: ResultsFiles,
    private readonly claim: Pick<Claim, 'check' | 'release'>,
    { description, identity }: Facts,
    private readonly experiment: Experiment,
    /** @internal Defined if other processes may fill the folder at the same time. */
    readonly sharing: Sharing | undefined,
  ) {
    this.#description = description;
    this.#identity = identity;
    this.#evaluation = this.#evaluationOf(this.cases);
  }

  /** By number in this folder. Existing cases keep their numbers when others are added, wherever the experiment lists them. */
  get cases(): readonly ExperimentCase[] {
    return this.#description.cases;
  }

  /**
   * Opens a folder for an experiment: a new folder, or that of the same experiment, to continue it with more replications or cases. With
   * a different warm-up, the logs of existing replications are summarized again. Writes the description of the experiment and its graph.
   *
   * @param scenario the loaded scenario of the experiment
   * @throws DiscoError `RESULTS_DIFFER` if the folder has results of a different experiment, scenario, engine or code, or of a machine
   *   with a different `Math`, or if other shards are filling it with other settings; `RESULTS_INVALID` if it cannot be read;
   *   `RESULTS_LOCKED` if another process writes to it; `RESULTS_UNWRITABLE`; `ARGUMENT_INVALID` for `shared` together with `existing`
   * @throws InvalidInputError if the scenario does not fit the model, as `Simulation.create`; the folder then stays untouched
   */
  static open(
    folder: string,
    experiment: Experiment,
    scenario: Scenario,
    origin: ExperimentOrigin,
    options: ResultsOptions = {},
  ): Promise<ResultsFolder> {
    return ResultsFolder.openOn(DISK, folder, experiment, scenario, origin, options);
  }

  /** @internal `open` with other file operations. */
  static async openOn(
    { files, claim: claimAll, share, summarising }: FolderAccess,
    folder: string,
    experiment: Experiment,
    scenario: Scenario,
    origin: ExperimentOrigin,
    { existing, shared = false }: ResultsOptions = {},
  ): Promise<ResultsFolder> {
    if (shared && existing !== undefined)
      throw new DiscoError(
        'ARGUMENT_INVALID',
        `existing is '${existing}', and shared is true: that would change the folder for all that fill it; leave out one of them`,
      );
    const now: Facts = {
      description: describeExperiment(experiment, scenario, origin),
      identity: identityOf(experiment, scenario, origin.code ?? {}),
      besideModel: origin.besideModel,
    };
    const graph = describeGraph(experiment, scenario);
    const path = resolve(folder);
    return writing(path, async () => {
      await files.makeFolder(path);
      const shard = shared ? await share(path) : undefined;
      const claim = shard ?? (await claimAll(path));
      const sharing = shard && new Sharing(files, path, shard);
      try {
        if (existing === 'fresh' && (await files.list(path))?.includes(DESCRIPTION)) await moveAside(files, path);
        const before = await factsBefore(files, path);
        const isOfAnother = before?.description !== undefined && warmupDiffers(before.description, now.description);
        const isSummarised = isOfAnother && (await keepsRecords(files, path));
        const facts = before ? continuedFacts(path, before, now, experiment, existing === 'keep', isSummarised) : now;
        if (sharing) await refuseOtherSettings(path, before?.description, facts.description, sharing.claim);
        const results = new ResultsFolder(path, files, claim, facts, experiment, sharing);
        await results.#removeLeft();
        await results.#write(IDENTITY, jsonText(identityJson(facts.identity)));
        await results.#write(GRAPH, JSON.stringify(graph));
        // Readers, in the meantime or after a crash, must not mix summaries of two warm-ups or two definitions of a response.
        const begin = (mark: { summarising: true } | { evaluating: true }): Promise<void> =>
          results.#write(DESCRIPTION, jsonText(descriptionJson({ ...facts.description, ...mark })));
        if (isSummarised) {
          await begin({ summarising: true });
          const { warmup } = facts.description;
          await summarising((summarise) => summariseAnew(files, path, warmup, summarise, () => claim.check()));
        }
        const hasResponses = experiment.responses.length > 0 || (before?.description?.responses ?? []).length > 0;
        if (hasResponses)
          await results.#evaluation.anew(
            async () => {
              if (sharing) await refuseOtherResponses(path, sharing.claim);
              await begin({ evaluating: true });
            },
            () => claim.check(),
          );
        await results.#write(DESCRIPTION, jsonText(descriptionJson(facts.description)));
        await sharing?.claim.opened();
        return results;
      } catch (error) {
        await claim.release();
        throw error;
      }
    });
  }

  /**
   * Writes the state of an optimisation: existing cases followed by new ones, the number of replications requested of each, and in the
   * end the choice.
   *
   * @throws DiscoError `RESULTS_UNWRITABLE`, `RESULTS_LOCK_LOST`; `RESULTS_LOCKED` if the folder is shared
   */
  async plan({ cases, optimisation }: Plan): Promise<void> {
    if (this.sharing !== undefined)
      throw new DiscoError(
        'RESULTS_LOCKED',
        `an optimisation needs ${this.path} for itself; open it without 'shared'`,
        { file: this.path },
      );
    const replications = cases.reduce((most, { asked = 0 }) => Math.max(most, asked), this.#description.replications);
    const description = { ...this.#description, cases, optimisation, replications };
    await writing(this.path, async () => {
      await this.claim.check();
      await this.#write(DESCRIPTION, jsonText(descriptionJson(description)));
    });
    this.#description = description;
    await this.#evaluation.close();
    this.#evaluation = this.#evaluationOf(cases);
  }

  /** The record of a replication that has ended, or undefined. A replication that is incomplete, including its log, counts as missing. */
  async record(key: ReplicationKey): Promise<ReplicationRecord | undefined> {
    return wholeRecord(this.files, this.path, key);
  }

  /** @internal The replications that have a folder, whether or not they are complete. */
  async present(): Promise<ReplicationKey[]> {
    return replicationFolders(this.files, this.path);
  }

  /** The replications among these that were kept although they do not match the current experiment. */
  older(records: readonly ReplicationRecord[]): OlderRun[] {
    return olderRuns(records, this.#identity);
  }

  /** Creates a folder for the files of a running replication. @throws DiscoError `RESULTS_UNWRITABLE` */
  async begin(key: ReplicationKey): Promise<string> {
    const partial = this.#partial(key);
    return writing(partial, async () => {
      if (this.experiment.precision.length > 0) await this.sharing?.markTrial(key);
      await this.files.remove(partial);
      await this.files.makeFolder(partial);
      return partial;
    });
  }

  /**
   * Computes the responses of a replication, and moves its folder with its record into place, replacing any existing one; in a shared
   * folder, one that has finished stays. On return, everything is on disk.
   *
   * @returns the record in place, with its responses
   * @throws DiscoError `CHANNEL_UNKNOWN`, `RESPONSE_INVALID` if the responses cannot be computed; the replication is kept without them
   * @throws DiscoError `RESULTS_UNWRITABLE`; `RESULTS_LOCK_LOST` if this process was halted and another one has taken over the folder
   * @throws DiscoError `REPLICATION_DIFFERS` if another shard has finished the same replication with other results
   */
  async commit(record: ReplicationRecord): Promise<ReplicationRecord> {
    const { files } = this;
    const partial = this.#partial(record);
    const { record: evaluated, fault } = await this.#evaluation.of(record, partial);
    const own = { ...evaluated, identity: this.#identity.number };
    const place = join(this.path, replicationPath(record));
    const outer = join(place, '..');
    const placed = await writing(place, async () => {
      await files.write(join(partial, RECORD), jsonText(own));
      for (const name of (await files.list(partial)) ?? []) await files.flush(join(partial, name));
      await files.flush(partial);
      await files.makeFolder(outer);
      await this.claim.check();
      const there = this.sharing ? await this.sharing.place(partial, own) : own;
      if (this.sharing === undefined) {
        await files.remove(place);
        await files.rename(partial, place);
      }
      await files.flush(outer);
      await files.flush(this.path);
      return there;
    });
    if (fault !== undefined) throw fault;
    return placed;
  }

  /** Removes the files of a canceled replication. */
  async abandon(key: ReplicationKey): Promise<void> {
    await this.files.remove(this.#partial(key));
  }

  /** Removes a replication. */
  async remove(key: ReplicationKey): Promise<void> {
    await this.claim.check();
    await this.files.remove(join(this.path, replicationPath(key)));
  }

  async close(): Promise<void> {
    // A claim that stays would keep others out for as long as this process lives.
    try {
      await this.#evaluation.close();
      await this.sharing?.tidy();
    } finally {
      await this.claim.release();
    }
  }

  async #write(name: string, text: string): Promise<void> {
    // Others may be reading it, and what the first shard has written fits all.
    if (this.sharing !== undefined && (await this.#hasText(name, text))) return;
    const partial = join(this.path, `${PARTIAL}${name}`);
    await this.files.write(partial, text);
    await this.files.flush(partial);
    await this.files.rename(partial, join(this.path, name));
    await this.files.flush(this.path);
  }

  async #hasText(name: string, text: string): Promise<boolean> {
    const bytes = await this.files.read(join(this.path, name));
    return bytes !== undefined && new TextDecoder().decode(bytes) === text;
  }

  /** Removes the leftovers of a killed process. */
  async #removeLeft(): Promise<void> {
    for (const name of (await this.files.list(this.path)) ?? []) {
      if (!name.startsWith(PARTIAL) && name !== OLD_LOCK) continue;
      if (this.sharing === undefined || (await this.sharing.isLeft(name)))
        await this.files.remove(join(this.path, name));
    }
  }

  #evaluationOf(cases: readonly ExperimentCase[]): Evaluation {
    return new Evaluation(this.files, this.path, new ResponseEvaluator({ ...this.experiment, cases }));
  }

  #partial(key: ReplicationKey): string {
    return this.sharing?.partial(key) ?? join(this.path, `${PARTIAL}${replicationPath(key).replace('/', '-')}`);
  }
}

/** Adds the path to errors of the file system. */
async function writing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError(
      'RESULTS_UNWRITABLE',
      `results cannot be written to ${path}: ${reason}`,
      { file: path },
      { cause },
    );
  }
}
