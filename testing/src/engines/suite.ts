import type { Outcome } from './suites/engine-case.js';

/** What is known about the outcome of a case before anything runs. */
export type Recorded = Partial<Outcome>;

/** Cases that run on every engine, and what Node prepares for them. */
export interface EngineSuite {
  readonly name: string;
  /** The compiled module that exports `cases`, a `CasesOf`. It is bundled. */
  readonly module: URL;
  /** Data for the cases, serializable as JSON. Runs once, on the Node that drives the engines. */
  input?(): unknown;
  /** Committed outcomes, by names of cases. */
  recorded?(): Promise<ReadonlyMap<string, Recorded>>;
  /** Whether its cases are expected to differ: the control of the comparison. */
  readonly control?: boolean;
}
