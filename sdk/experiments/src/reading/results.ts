import type { Place } from '@disco-engine/kernel';
import type { ExperimentPrecision } from '../definition/experiment.js';
import type { GraphDescription } from '../graph/describe-graph.js';

/** What the report needs of `experiment.json`. */
export interface ExperimentFacts {
  readonly name: string;
  readonly model: { readonly name: string; readonly module: string | null };
  readonly scenario: {
    readonly name: string;
    readonly id: string | null;
    readonly version: number | null;
    readonly vertices: number;
    readonly edges: number;
  };
  readonly seed: number;
  readonly duration: number;
  readonly warmup: number;
  readonly replications: number;
  /** Whether replications 2k and 2k + 1 draw complements, so that only the means of pairs are independent. */
  readonly isAntithetic: boolean;
  /** By which a case ends before all replications are made. */
  readonly precision: readonly ExperimentPrecision[];
  readonly cases: readonly CaseFacts[];
  readonly workers: number;
  readonly versions: { readonly engine: string; readonly node: string };
  readonly command: string;
  /** Of time; empty where it is unknown. */
  readonly unit: string;
}

export interface CaseFacts {
  readonly number: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const CHANNEL_KINDS = ['series', 'time-weighted', 'tally', 'histogram', 'vector', 'state'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** One channel of one replication, summarized after the warm-up. */
export interface ChannelFacts {
  readonly node: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly count: number;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Of a state channel: the share of time of each state. */
  readonly shares: Readonly<Record<string, number>>;
  /** Of a histogram channel; there is one edge more than counts. */
  readonly counts: readonly number[];
  readonly edges: readonly number[];
  /** Of a vector channel: one for each element. */
  readonly means: readonly number[];
}

/** What a worker did with its time; milliseconds. Idle time is null where nobody measured it. */
export interface WorkerFacts {
  readonly busy: number;
  readonly blocked: number;
  readonly idle: number | null;
  readonly heldUpAt: string | null;
}

/** One replication that has ended, as `run.json` tells it. */
export interface RunFacts {
  readonly case: number;
  readonly replication: number;
  readonly status: 'FINISHED' | 'FAILED';
  readonly digest: string;
  readonly epoch: number;
  readonly activations: number;
  readonly events: number;
  readonly seconds: number;
  readonly workers: readonly WorkerFacts[];
  readonly channels: readonly ChannelFacts[];
  readonly error: { readonly code: string; readonly message: string; readonly place: Place } | null;
  /** Path of the file with its records; null where they were not kept. */
  readonly log: string | null;
  /** Why they were not, where it was to keep them. */
  readonly logFailure: string | null;
}

/** A results folder that has been read and found sound. */
export interface Results {
  readonly experiment: ExperimentFacts;
  /** By case, then replication. */
  readonly runs: readonly RunFacts[];
  /** By case, how many replications the experiment asks for: fewer where its means are precise enough. */
  readonly asked: readonly number[];
  /** Names of folders of replications that the experiment does not ask for. */
  readonly beyond: readonly string[];
  /** Undefined where the folder has none, as those of earlier versions. */
  readonly graph: GraphDescription | undefined;
}
