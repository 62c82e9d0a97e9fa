/** A JavaScript engine on a processor, which must give what all others give. */
export interface Engine {
  /** As in `--engines`. */
  readonly name: string;
  /** Whether it runs unless others are asked for, and must be there in CI. */
  readonly always: boolean;
  /** Looks for the engine, or installs it where that needs nothing but npm. */
  find(): Promise<FoundEngine | MissingEngine>;
}

export interface FoundEngine {
  /** As it calls itself. */
  readonly version: string;
  /**
   * Runs a script from `bundleSuites`.
   *
   * @returns the lines that it printed
   * @throws Error where it fails
   */
  run(script: string): Promise<readonly string[]>;
}

export interface MissingEngine {
  /** What is not there, and how to install it. */
  readonly missing: string;
}
