/** What a case comes to. Two engines agree on it where all of this is equal. */
export interface Outcome {
  /** 16 hexadecimal digits. */
  readonly digest: string;
  /** Fingerprint of what the nodes hold at the end, of a case that runs a model; the next two as well. */
  readonly state?: string;
  readonly activations?: number;
  readonly events?: number;
}

/** Something that every JavaScript engine must compute alike. */
export interface EngineCase {
  readonly name: string;
  run(): Outcome | Promise<Outcome>;
}

/**
 * What a module of cases exports as `cases`. It is bundled and runs in shells of engines: no built-in of Node, nothing of a browser,
 * no timer.
 *
 * @param input what the suite's `input` gave, after a trip through JSON
 */
export type CasesOf = (input: unknown) => readonly EngineCase[];

/** The line that a case prints, as JSON. */
export type CaseLine = { readonly suite: string; readonly name: string } & (Outcome | { readonly error: string });
