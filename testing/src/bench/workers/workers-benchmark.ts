import type { ExchangeReport, Transport } from '@disco-engine/kernel';

/** The part of a run that one worker of a benchmark hosts. */
export interface BenchSeat {
  readonly worker: number;
  /** If 1, the same model runs alone, without a transport. */
  readonly workers: number;
  readonly transport?: Transport | undefined;
  readonly addresses?: readonly string[] | undefined;
  /** What `prepare` has returned. */
  readonly prepared?: unknown;
}

/** A part that has joined the others. */
export interface BenchPart {
  /** Runs to the end; this is the timed part. */
  run(): Promise<void>;
  /** Events received by the nodes of this part. */
  readonly events: number;
  readonly digest: string;
  readonly report: ExchangeReport | undefined;
  dispose(): Promise<void>;
}

/** A model whose run on several workers is compared with a run on one. */
export interface WorkersBenchmark {
  readonly name: string;
  /** Called once, in the process that measures; returns plain data for all seats. */
  prepare?(): Promise<unknown>;
  join(seat: BenchSeat): Promise<BenchPart>;
}
