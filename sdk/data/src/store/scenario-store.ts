import type { Scenario, StoredScenario } from '@disco-engine/sdk';

/** A version of a scenario, as a list shows it. */
export interface StoredVersion {
  readonly id: string;
  /** Counts from 1. */
  readonly version: number;
  readonly vertices: number;
  /** Of all layers together. */
  readonly edges: number;
  /** When it was saved, by the clock of the database: a moment in UTC such as `2026-11-26T01:47:04.563Z`. */
  readonly savedAt: string;
}

/**
 * A database of scenarios, each in one or more versions. A version never changes. All methods throw `STORE_LOCKED`,
 * `STORE_UNREADABLE`, `STORE_UNREACHABLE`, `STORE_FAILED` or `PACKAGE_MISSING` where the database cannot be used, and `STORE_CLOSED`
 * after `close`.
 */
export interface ScenarioStore {
  /** The absolute path of a file, or the URL as it was given, with its password. */
  readonly location: string;

  /**
   * Saves a scenario with all its columns as a new version, in one transaction: a save that fails or is interrupted leaves nothing.
   *
   * @param options.id the name of the scenario by default
   * @throws InvalidInputError `SCENARIO_UNSTORABLE` with the values that the database cannot give back as they are
   */
  save(scenario: Scenario, options?: { id?: string }): Promise<StoredScenario>;

  /**
   * Loads the graph. Columns are read when they are asked for, also after `close`.
   *
   * @param options.version the newest by default
   * @throws DiscoError `SCENARIO_UNKNOWN`
   */
  load(id: string, options?: { version?: number | undefined }): Promise<Scenario>;

  /** All versions, by id (UTF-16 code units) and version. */
  list(): Promise<StoredVersion[]>;

  /**
   * @param options.version all versions by default
   * @throws DiscoError `SCENARIO_UNKNOWN`
   */
  remove(id: string, options?: { version?: number | undefined }): Promise<void>;

  close(): Promise<void>;
}
