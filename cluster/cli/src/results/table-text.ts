import {
  caseParameters,
  caseParameterText,
  olderNotes,
  replicationName,
  type CaseResponse,
  type Results,
} from '@disco-engine/experiments';
import { printable } from '@disco-engine/kernel';
import { alignedLines, numberText, type AlignedColumn } from '../terminal/aligned.js';
import { styled, type Line } from '../terminal/styled.js';

/** Most responses that are shown if none are chosen or declared. */
const MOST_RESPONSES = 40;
/** Most errors of replications that are shown. */
const MOST_ERRORS = 3;
/** Most reasons for missing values that are shown. */
const MOST_REASONS = 5;

const CAUTIONS = {
  few: 'fewer than ten values, too few to estimate their deviation',
  constant: 'values that do not vary; a rare event may not have happened yet',
  skewed: 'values too skewed for their number; the interval covers the mean in fewer than 95 % of cases',
} as const;

/** The figures of results for people: a row for each response and case, and below it what to be careful about. */
export function resultsLines(
  results: Results,
  names: readonly string[],
  isChosen: boolean,
  width: number | undefined,
): Line[] {
  const declared = results.experiment.responses.length;
  const shown = isChosen ? names : names.slice(0, declared > 0 ? declared : MOST_RESPONSES);
  const figures = shown.flatMap((name) => results.response(name));
  const left = names.length - shown.length;
  return [
    ...headLines(results),
    ...(figures.length === 0 ? ['no response: nothing was logged'] : ['', ...tableLines(results, figures, width), '']),
    ...(left > 0
      ? [
          `${left} more ${left === 1 ? 'response' : 'responses'}; choose with --response NAME, or use --csv or --parquet for all`,
        ]
      : []),
    ...cautionLines(figures),
    ...reasonLines(figures, results.cases.length),
    ...[...results.notes, ...olderNotes(results.older)].map((note) => `note: ${note}`),
    ...errorLines(results),
  ];
}

function headLines({ experiment, runs, asked, cases }: Results): Line[] {
  const failed = runs.filter(({ status }) => status === 'FAILED').length;
  const all = asked.reduce((sum, count) => sum + count, 0);
  const missing = all - runs.length;
  const rest = [failed > 0 && `${failed} failed`, missing > 0 && `${missing} missing`].filter((text) => text !== false);
  const counts = [`${runs.length - failed} of ${all} replications finished`, ...rest].join(', ');
  const common = caseParameters(cases).common.map(([name, value]) => `${name} ${value}`);
  return [
    [styled('heading', printable(experiment.name)), `: ${counts}`],
    ...(common.length > 0 ? [printable(`in all cases: ${common.join(', ')}`)] : []),
  ];
}

function tableLines({ cases }: Results, figures: readonly CaseResponse[], width: number | undefined): Line[] {
  const isDoubtful = figures.some(({ warning }) => warning !== undefined);
  const parameters = caseParameters(cases).differing.map((name): AlignedColumn<CaseResponse> => {
    const texts = cases.map((one) => caseParameterText(one.parameters, name));
    return { title: name, align: 'point', cell: (figure) => texts[figure.case] ?? '' };
  });
  const columns: readonly (readonly AlignedColumn<CaseResponse>[])[] = [
    [{ title: 'response', align: 'left', cell: ({ name, unit }) => (unit === '' ? name : `${name} (${unit})`) }],
    cases.length > 1 ? [{ title: 'case', align: 'right', cell: (one) => String(one.case) }] : [],
    parameters,
    [
      { title: 'mean', align: 'point', cell: ({ mean }) => numberText(mean) },
      { title: '± 95 %', align: 'point', cell: ({ interval }) => numberText(interval.halfWidth) },
      { title: 'n', align: 'right', cell: ({ n, missing }) => (missing > 0 ? `${n} of ${n + missing}` : String(n)) },
    ],
    isDoubtful ? [{ title: 'caution', align: 'left', cell: (one) => one.warning?.kind ?? '' }] : [],
  ];
  return alignedLines(columns.flat(), figures, width);
}

function cautionLines(figures: readonly CaseResponse[]): string[] {
  const kinds = new Set(figures.map(({ warning }) => warning?.kind));
  return Object.entries(CAUTIONS).flatMap(([kind, text]) =>
    [...kinds].some((one) => one === kind) ? [`${kind}: ${text}`] : [],
  );
}

function reasonLines(figures: readonly CaseResponse[], cases: number): string[] {
  const reasons = figures.flatMap(({ name, case: number, reason }) =>
    reason === undefined ? [] : [printable(`missing: ${name}${cases === 1 ? '' : ` (case ${number})`}: ${reason}`)],
  );
  const left = reasons.length - MOST_REASONS;
  return left > 0 ? [...reasons.slice(0, MOST_REASONS), `and ${left} more`] : reasons;
}

function errorLines({ runs, cases }: Results): string[] {
  const failed = runs.flatMap((run) => (run.error === null ? [] : [{ run, error: run.error }]));
  const lines = failed
    .slice(0, MOST_ERRORS)
    .map(({ run, error }) =>
      printable(`${replicationName(run, cases.length)} failed: ${error.message} [${error.code}]`),
    );
  return failed.length > MOST_ERRORS ? [...lines, `and ${failed.length - MOST_ERRORS} more have failed`] : lines;
}
