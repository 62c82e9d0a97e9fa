/** What came of one seed. */
export interface Verdict {
  readonly seed: number;
  /** What is wrong; undefined if nothing is. */
  readonly fault: string | undefined;
  /** How it ended: a digest, or the code of an error. */
  readonly end: string;
  /** What happened, a line for each event. */
  readonly story: readonly string[];
}

/** Simulates one seed. */
export type SimulateSeed = (seed: number) => Promise<Verdict>;

/** A kind of simulation. */
export interface SeedKind {
  /** As `--of` names it. */
  readonly name: string;
  /** A module whose export `simulator` prepares the simulation, and resolves to a `SimulateSeed`. Threads import it. */
  readonly module: URL;
}

/** The function that simulates seeds of one kind. */
export async function simulatorOf({ module }: { readonly module: string }): Promise<SimulateSeed> {
  const { simulator } = (await import(module)) as { readonly simulator: () => Promise<SimulateSeed> };
  return simulator();
}
