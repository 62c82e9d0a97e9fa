import {
  caseParameters,
  caseParameterText,
  type Experiment,
  type ReplicationProgress,
} from '@disco-engine/experiments';

export const REPLICATION_STATES = ['waiting', 'running', 'finished', 'failed'] as const;
export type ReplicationState = (typeof REPLICATION_STATES)[number];

export interface CaseView {
  readonly number: number;
  /** The parameters in which cases differ, as text. */
  readonly parameters: string;
  readonly counts: Readonly<Record<ReplicationState, number>>;
  /**
   * Of each replication, the place of its state in `REPLICATION_STATES`, as a digit, or `-` if another shard runs it; empty if there are
   * too many to show.
   */
  readonly states: string;
}

/** What is known so far of a mean in a case. */
export interface EstimateView {
  readonly case: number;
  readonly name: string;
  readonly unit: string;
  readonly mean: number | undefined;
  readonly halfWidth: number | undefined;
  /** Number of independent values behind it. */
  readonly n: number;
  /** Why the interval is unreliable, in a word. */
  readonly caution?: string | undefined;
  /** The half-width that is asked for, as a share of the mean. */
  readonly relative?: number | undefined;
  readonly isReached?: boolean | undefined;
}

/** What a page shows of an experiment. */
export interface ExperimentView {
  readonly title: string;
  readonly status: 'running' | 'paused' | 'finished' | 'failed' | 'canceled';
  readonly folder: string;
  /** Epoch at which a replication ends. */
  readonly duration: number;
  /** Whether a required precision may make it fewer. */
  readonly isAtMost: boolean;
  readonly counts: Readonly<Record<ReplicationState, number>>;
  readonly cases: readonly CaseView[];
  readonly running: readonly { readonly case: number; readonly replication: number; readonly epoch: number }[];
  readonly estimates: readonly EstimateView[];
  readonly notes: readonly string[];
  /** How the experiment has ended, once it has. */
  readonly ending?: string | undefined;
}

/** The replications of this shard by state. */
export function countsOf(replications: readonly ReplicationProgress[]): Record<ReplicationState, number> {
  const counts = { waiting: 0, running: 0, finished: 0, failed: 0 };
  for (const one of ownOf(replications)) counts[stateOf(one)] += 1;
  return counts;
}

/** The replications that no other shard runs. */
export function ownOf(replications: readonly ReplicationProgress[]): readonly ReplicationProgress[] {
  return replications.filter(({ isElsewhere }) => isElsewhere !== true);
}

export function stateOf({ status, record }: ReplicationProgress): ReplicationState {
  if (record !== undefined) return record.status === 'FINISHED' ? 'finished' : 'failed';
  return status === 'ACTIVE' || status === 'ASSIGNED' ? 'running' : 'waiting';
}

export function caseViews({ cases }: Experiment, replications: readonly ReplicationProgress[]): CaseView[] {
  const { differing } = caseParameters(cases);
  const byCase = new Map<number, ReplicationProgress[]>(cases.map(({ number }) => [number, []]));
  for (const one of replications) byCase.get(one.case)?.push(one);
  return cases.map(({ number, parameters }) => {
    const own = byCase.get(number) ?? [];
    const states = own.map((one) => (one.isElsewhere === true ? '-' : REPLICATION_STATES.indexOf(stateOf(one))));
    return {
      number,
      parameters: differing.map((name) => `${name} ${caseParameterText(parameters, name)}`).join(', '),
      counts: countsOf(own),
      states: replications.length > MOST_STATES ? '' : states.join(''),
    };
  });
}

/** Replications that are shown one by one. */
const MOST_STATES = 5_000;
