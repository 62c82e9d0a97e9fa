/** A JavaScript engine on a processor, which must give the same results as all others. */
export interface Engine {
  /** As in `--engines`. */
  readonly name: string;
  /** Whether it runs by default, and must be present in CI. */
  readonly always: boolean;
  /** Finds the engine, or installs it if that only needs npm. */
  find(): Promise<FoundEngine | MissingEngine>;
}

export interface FoundEngine {
  /** As it reports it. */
  readonly version: string;
  /**
   * Runs a script from `bundleSuites`.
   *
   * @returns the lines that it printed
   * @throws Error if it fails
   */
  run(script: string): Promise<readonly string[]>;
}

export interface MissingEngine {
  /** What is missing, and how to install it. */
  readonly missing: string;
}
