import type { Outcome } from './suites/engine-case.js';

/** What is known of the outcome of a case before anything runs. */
export type Recorded = Partial<Outcome>;

/** Cases that run on every engine, and what they need of Node before. */
export interface EngineSuite {
  readonly name: string;
  /** Of the built module that exports `cases`, a `CasesOf`. It is bundled. */
  readonly module: URL;
  /** Data for the cases, which JSON must be able to carry. Runs once, on the Node that drives the engines. */
  input?(): unknown;
  /** Committed outcomes, by the names of cases. */
  recorded?(): Promise<ReadonlyMap<string, Recorded>>;
  /** Whether its cases are there to differ: the control of the comparison. */
  readonly control?: boolean;
}
