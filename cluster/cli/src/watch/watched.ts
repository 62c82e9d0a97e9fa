import type { WorkerView } from '@disco-engine/cluster';
import type { PageLines } from './page-lines.js';

/** What a page shows of a run. */
export interface RunView {
  readonly title: string;
  /** `waiting` before an attempt has started. */
  readonly status: 'waiting' | 'running' | 'paused' | 'finished' | 'failed' | 'canceled';
  readonly attempt: number;
  readonly until: number;
  readonly workers: readonly WorkerView[];
  /** How the run has ended, once it has. */
  readonly ending?: string | undefined;
}

export type Order = 'pause' | 'resume' | 'cancel';

/** Something that a page shows and gives orders to. */
export interface Watched {
  /** The page that shows it, by the name of its files. */
  readonly page: 'run' | 'experiment' | 'farm';
  /** Its log, if it has one. */
  readonly lines?: PageLines | undefined;
  /** What the page shows, as plain data. */
  view(): Promise<object>;
  /**
   * What the page asks for by itself, as plain data; undefined if there is no such thing.
   *
   * @param of what exactly
   */
  read?(name: string, of: string): Promise<object | undefined>;
  /**
   * @param of what it is about, where the page shows several things
   * @throws Error with the reason if the order is not taken
   */
  order(order: Order, of: string): Promise<void>;
}
