import { storedValue } from '../fields/stored-value.js';
import type { CaseResponse } from '../figures/case-response.js';
import type { SelectionStage } from '../figures/selection.js';
import type { Results } from '../reading/results.js';
import { olderNotes } from '../results/older-runs.js';

/** The figures of results as plain data for JSON; unknown figures are null. */
export interface ResultsFigures {
  readonly experiment: string;
  readonly model: string;
  /** Confidence of the intervals. */
  readonly confidence: number;
  /** The model's value of each parameter that a case does not set; marked as `parameters` are. */
  readonly defaults: unknown;
  /** Reasons to distrust the figures: missed precision, and replications older than the others. */
  readonly notes: readonly string[];
  readonly cases: readonly CaseFigures[];
}

/** The figures of one case. */
export interface CaseFigures {
  readonly case: number;
  /** For an optimisation that has ended: `chosen`, `finalist`, or `search` if the search screened it out. Otherwise absent. */
  readonly stage?: SelectionStage;
  /** Values that JSON cannot express are marked, as in `experiment.json`. */
  readonly parameters: unknown;
  readonly replications: { readonly asked: number; readonly finished: number; readonly failed: number };
  readonly responses: readonly CaseResponseFigures[];
}

/** The figures of one response in one case. */
export interface CaseResponseFigures extends Pick<CaseResponse, 'name' | 'unit' | 'n' | 'missing' | 'values'> {
  readonly mean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly halfWidth: number | null;
  /** Why the first finished replication without a value has none. */
  readonly reason: string | null;
  /** Why the interval is unreliable: `few`, `constant` or `skewed`. */
  readonly warning: string | null;
}

/** @param names names of the responses; all by default */
export function resultsFigures(results: Results, names: readonly string[] = results.responses): ResultsFigures {
  const { experiment, asked, notes, older, runs } = results;
  return {
    experiment: experiment.name,
    model: experiment.model.name,
    confidence: 0.95,
    defaults: storedValue(results.defaults),
    notes: [...notes, ...olderNotes(older, runs.length)],
    cases: results.cases.map(({ number, stage, parameters, replications, response }) => ({
      case: number,
      ...(stage === undefined ? {} : { stage }),
      parameters: storedValue(parameters),
      replications: {
        asked: asked[number] ?? 0,
        finished: replications.filter(({ status }) => status === 'FINISHED').length,
        failed: replications.filter(({ status }) => status === 'FAILED').length,
      },
      responses: names.map((name) => responseFigures(response(name))),
    })),
  };
}

function responseFigures({
  name,
  unit,
  mean,
  interval,
  n,
  missing,
  reason,
  warning,
  values,
}: CaseResponse): CaseResponseFigures {
  const { lower, upper, halfWidth } = interval;
  return {
    name,
    unit,
    mean: mean ?? null,
    lower: lower ?? null,
    upper: upper ?? null,
    halfWidth: halfWidth ?? null,
    n,
    missing,
    reason: reason ?? null,
    warning: warning?.kind ?? null,
    values,
  };
}
