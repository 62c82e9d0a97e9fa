/** The file format of conformance traces, version 1; `FORMAT.md` beside the fixtures explains every field. */
export interface TraceFile {
  readonly format: 1;
  readonly group: string;
  readonly cases: readonly TraceCase[];
}

export interface TraceCase {
  readonly model: TraceModel;
  /** Per node, its activations in order. */
  readonly trace: readonly (readonly TraceActivation[])[];
  readonly final: FinalState;
  readonly undelivered: number;
}

/** The attempts part is present only if a call was attempted that may be refused. */
export type TraceActivation = readonly [
  simproc: number,
  epoch: number,
  batch: readonly TraceEvent[],
  accumulator: number,
  attempts?: readonly (readonly [kind: number, accepted: number])[],
];

export type TraceEvent = readonly [senderNode: number, senderSimproc: number, epoch: number, payload: number];

export interface FinalState {
  readonly acc: readonly number[];
  readonly rng: readonly number[];
  readonly sent: readonly number[];
  /** Per node and simproc. */
  readonly count: readonly (readonly number[])[];
}

export interface TraceModel {
  readonly id: string;
  readonly group: string;
  readonly horizons: readonly number[];
  readonly simprocs: readonly string[];
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [layer: number, from: number, to: number])[];
  readonly self_relations: readonly (readonly [node: number, from: number, to: number])[];
  readonly seeds: readonly number[];
  /** Per node and simproc. */
  readonly programs: readonly (readonly TraceProgram[])[];
}

export interface TraceProgram {
  readonly succ: readonly (readonly [node: number, simproc: number])[];
  readonly source: boolean;
  readonly max_sends: number;
  readonly delays: readonly number[];
  readonly wake_one_in: number;
  readonly wake_delays: readonly number[];
  readonly wake_exclusive: boolean;
  readonly hard_one_in: number;
  readonly adv_one_in: number;
  readonly adv_delays: readonly number[];
  readonly attempt_one_in: number;
}
