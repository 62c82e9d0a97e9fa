/** The outcome of a case. Two engines agree on it if all of this is equal. */
export interface Outcome {
  /** 16 hexadecimal digits. */
  readonly digest: string;
  /** Fingerprint of the nodes' final state, for a case that runs a model; so are the next two. */
  readonly state?: string;
  readonly activations?: number;
  readonly events?: number;
}

/** A computation on which all JavaScript engines must agree. */
export interface EngineCase {
  readonly name: string;
  run(): Outcome | Promise<Outcome>;
}

/**
 * What a module of cases exports as `cases`. It is bundled and runs in engine shells: no Node built-ins, no browser
 * APIs, no timers.
 *
 * @param input the result of the suite's `input`, after a round trip through JSON
 */
export type CasesOf = (input: unknown) => readonly EngineCase[];

/** The line that a case prints, as JSON. */
export type CaseLine = { readonly suite: string; readonly name: string } & (Outcome | { readonly error: string });
