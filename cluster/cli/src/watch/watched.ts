import type { WorkerView } from '@disco-engine/cluster';

/** What a page shows of a run. */
export interface RunView {
  readonly title: string;
  /** `running`, `paused`, `finished`, `failed`, `canceled`, or `waiting` before an attempt has started. */
  readonly status: string;
  readonly attempt: number;
  readonly until: number;
  readonly workers: readonly WorkerView[];
  /** How the run has ended, once it has. */
  readonly ending?: string | undefined;
}

export type Order = 'pause' | 'resume' | 'cancel';

/** A run that a page shows and gives orders to. */
export interface Watched {
  view(): Promise<RunView>;
  /** @throws Error with the reason if the run does not take the order */
  order(order: Order): Promise<void>;
}
