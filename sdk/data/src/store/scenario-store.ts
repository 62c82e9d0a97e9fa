import type { Scenario, StoredScenario } from '@disco-engine/sdk';

/** A version of a scenario, as listed by `ScenarioStore.list`. */
export interface StoredVersion {
  readonly id: string;
  /** Counts from 1. */
  readonly version: number;
  readonly vertices: number;
  /** Number of edges in all layers. */
  readonly edges: number;
  /** When it was saved, in UTC by the clock of the database, such as `2026-11-26T01:47:04.563Z`. */
  readonly savedAt: string;
}

/**
 * A database of scenarios, each in one or more versions. A version never changes. All methods throw `STORE_LOCKED`, `STORE_UNREADABLE`,
 * `STORE_UNREACHABLE`, `STORE_FAILED` or `PACKAGE_MISSING` if the database cannot be used, and `STORE_CLOSED` after `close`.
 */
export interface ScenarioStore {
  /** The absolute path of the file, or the URL as given, including any password. */
  readonly location: string;

  /**
   * Saves a scenario with all its columns as a new version, in one transaction: a failed or interrupted save leaves nothing behind.
   *
   * @param options.id default: the name of the scenario
   * @throws InvalidInputError `SCENARIO_UNSTORABLE` with the values that the database cannot return unchanged
   */
  save(scenario: Scenario, options?: { id?: string }): Promise<StoredScenario>;

  /**
   * Loads the graph. Columns are read on demand, even after `close`.
   *
   * @param options.version default: the newest
   * @throws DiscoError `SCENARIO_UNKNOWN`
   */
  load(id: string, options?: { version?: number | undefined }): Promise<Scenario>;

  /** All versions, by id (UTF-16 code units) and version. */
  list(): Promise<StoredVersion[]>;

  /**
   * Removes a version or a whole scenario.
   *
   * @param options.version default: all versions
   * @throws DiscoError `SCENARIO_UNKNOWN`
   */
  remove(id: string, options?: { version?: number | undefined }): Promise<void>;

  close(): Promise<void>;
}
