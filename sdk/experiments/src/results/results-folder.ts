import { mkdir, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import type { Experiment } from '../definition/experiment.js';
import type { Scenario } from '@disco-engine/sdk';
import { describeGraph } from '../graph/describe-graph.js';
import { continuedIdentity, DESCRIPTION, goesOn, IDENTITY, PARTIAL } from './continuation.js';
import { describeExperiment, type ExperimentOrigin } from './description.js';
import { LOCK, takeLock } from './folder-lock.js';
import { identityOf } from './identity.js';
import { readRecord } from './read-description.js';
import { replicationPath } from './replication-path.js';
import type { ReplicationKey, ReplicationRecord } from './run-schema.js';

const GRAPH = 'graph.json';
const RECORD = 'run.json';

/**
 * The results of an experiment, one folder for each replication that has ended. Whatever is written is written beside its place and moved
 * there whole, so that the folder is sound at any moment, also after a crash.
 */
export class ResultsFolder {
  private constructor(
    readonly path: string,
    private readonly lock: FileHandle,
  ) {}

  /**
   * Opens a folder for an experiment: a new one, or that of the same experiment, to go on in it. Writes down what is to be run, and
   * which nodes it has.
   *
   * @param scenario what the experiment names, loaded
   * @throws DiscoError `RESULTS_DIFFER` where it has results of another experiment, engine or code, or of a machine on which `Math`
   * differs; `RESULTS_LOCKED` where a process writes to it, `RESULTS_UNWRITABLE`
   * @throws InvalidInputError where the scenario is none for the model, as `Simulation.create`; the folder is not touched then
   */
  static async open(
    folder: string,
    experiment: Experiment,
    scenario: Scenario,
    origin: ExperimentOrigin,
  ): Promise<ResultsFolder> {
    const description = describeExperiment(experiment, scenario, origin);
    const graph = describeGraph(experiment, scenario);
    const path = resolve(folder);
    return writing(path, async () => {
      await mkdir(path, { recursive: true });
      const results = new ResultsFolder(path, await takeLock(path));
      try {
        const before = await goesOn(path, description);
        const identity = identityOf(origin.code ?? {});
        const kept = before ? await continuedIdentity(path, identity, experiment.portableMath) : identity;
        await results.#write(IDENTITY, jsonText(kept));
        await results.#write(DESCRIPTION, jsonText(description));
        await results.#removePartial();
        await results.#write(GRAPH, JSON.stringify(graph));
        return results;
      } catch (error) {
        await results.close();
        throw error;
      }
    });
  }

  /** The record of a replication that has ended, or undefined. One that cannot be read counts as none. */
  async record(key: ReplicationKey): Promise<ReplicationRecord | undefined> {
    return readRecord(this.path, key);
  }

  /** A folder for what a replication writes until it has ended. @throws DiscoError `RESULTS_UNWRITABLE` */
  async begin(key: ReplicationKey): Promise<string> {
    const partial = this.#partial(key);
    return writing(partial, async () => {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial);
      return partial;
    });
  }

  /** Moves the folder of a replication to its place, with its record. What was there before is gone. @throws DiscoError `RESULTS_UNWRITABLE` */
  async commit(record: ReplicationRecord): Promise<void> {
    const partial = this.#partial(record);
    const place = join(this.path, replicationPath(record));
    await writing(place, async () => {
      await writeFile(join(partial, RECORD), jsonText(record));
      await mkdir(join(place, '..'), { recursive: true });
      await rm(place, { recursive: true, force: true });
      await rename(partial, place);
    });
  }

  /** Removes what a replication has written that was canceled. */
  async abandon(key: ReplicationKey): Promise<void> {
    await rm(this.#partial(key), { recursive: true, force: true });
  }

  /** Removes a replication. */
  async remove(key: ReplicationKey): Promise<void> {
    await rm(join(this.path, replicationPath(key)), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.lock.close();
    await rm(join(this.path, LOCK), { force: true });
  }

  async #write(name: string, text: string): Promise<void> {
    const partial = join(this.path, `${PARTIAL}${name}`);
    await writeFile(partial, text);
    await rename(partial, join(this.path, name));
  }

  /** What a process that was killed has left. */
  async #removePartial(): Promise<void> {
    for (const name of await readdir(this.path)) {
      if (name.startsWith(PARTIAL)) await rm(join(this.path, name), { recursive: true, force: true });
    }
  }

  #partial(key: ReplicationKey): string {
    return join(this.path, `${PARTIAL}${replicationPath(key).replace('/', '-')}`);
  }
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Gives what the file system throws the name of what it was about. */
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
