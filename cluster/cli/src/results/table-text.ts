import {
  caseParameters,
  caseParameterText,
  olderNotes,
  replicationName,
  type CaseResponse,
  type CaseResults,
  type Results,
} from '@disco-engine/experiments';
import { printable } from '@disco-engine/kernel';
import { meanText, meanTexts } from '@disco-engine/statistics';
import { choiceLines, selectionTables } from './selection-text.js';
import { alignedLines, type AlignedColumn } from '../terminal/aligned.js';
import { styled, type Line } from '../terminal/styled.js';

/** Most responses that are shown if none are chosen or declared. */
const MOST_RESPONSES = 40;
/** Most responses beside each other if none are chosen or declared. */
const MOST_BESIDE = 6;
/** Most errors of replications that are shown. */
const MOST_ERRORS = 3;
/** Most unreliable figures that are named. */
const MOST_DOUBTFUL = 5;
/** Most reasons for missing values that are shown. */
const MOST_REASONS = 5;

const CAUTIONS = {
  few: 'fewer than ten values, too few to estimate their deviation',
  constant: 'values that do not vary; a rare event may not have happened yet',
  skewed: 'values too skewed for their number; the interval covers the mean in fewer than 95 % of cases',
} as const;

export interface TableForm {
  /** Whether there is a row for each case, with the responses beside each other. */
  readonly isByCase: boolean;
  /** Whether the responses are chosen, so that all of them are shown. */
  readonly isChosen: boolean;
  /** Columns of a terminal. */
  readonly width: number | undefined;
}

/** The figures of results for people: a row for each response and case, or for each case, and below it what to be careful about. */
export function resultsLines(
  results: Results,
  names: readonly string[],
  { isByCase, isChosen, width }: TableForm,
): Line[] {
  const declared = results.experiment.responses.length;
  const most = declared > 0 ? declared : isByCase ? MOST_BESIDE : MOST_RESPONSES;
  const shown = isChosen ? names : names.slice(0, most);
  const figures = shown.flatMap((name) => results.response(name));
  const tableOf = (cases: readonly number[], stages: boolean): Line[] =>
    isByCase
      ? caseLines(results, cases, { names: shown, stages, width })
      : tableLines(results, figures, { cases, stages, width });
  const left = names.length - shown.length;
  return [
    headLine(results),
    ...choiceLines(results),
    ...parameterLines(results),
    ...(figures.length === 0
      ? ['no response: nothing was logged']
      : ['', ...(selectionTables(results, tableOf) ?? tableOf([...results.cases.keys()], false)), '']),
    ...(left > 0
      ? [
          `${left} more ${left === 1 ? 'response' : 'responses'}; choose with --response NAME, or use --csv or --parquet for all`,
        ]
      : []),
    ...cautionLines(figures, isByCase),
    ...reasonLines(figures, results.cases.length),
    ...[...results.notes, ...olderNotes(results.older, results.runs.length)].map((note) => `note: ${note}`),
    ...errorLines(results),
  ];
}

function headLine({ experiment, runs, asked }: Results): Line {
  const failed = runs.filter(({ status }) => status === 'FAILED').length;
  const all = asked.reduce((sum, count) => sum + count, 0);
  const missing = all - runs.length;
  const rest = [failed > 0 && `${failed} failed`, missing > 0 && `${missing} missing`].filter((text) => text !== false);
  const counts = [`${runs.length - failed} of ${all} replications finished`, ...rest].join(', ');
  return [styled('heading', printable(experiment.name)), `: ${counts}`];
}

/** The parameters that are the same in all cases, and the model's defaults of those that a case does not set. */
function parameterLines({ cases, defaults: own }: Results): string[] {
  const { common, defaults } = caseParameters(cases, own);
  const listed = (pairs: typeof common): string => pairs.map((pair) => pair.join(' ')).join(', ');
  return [
    ...(common.length > 0 ? [printable(`in all cases: ${listed(common)}`)] : []),
    ...(defaults.length > 0 ? [printable(`defaults of the model: ${listed(defaults)}`)] : []),
  ];
}

interface Rows {
  /** Numbers of the cases, in the order of their rows. */
  readonly cases: readonly number[];
  /** Whether a column has the stages of an optimisation. */
  readonly stages: boolean;
  readonly width: number | undefined;
}

function tableLines({ cases }: Results, all: readonly CaseResponse[], { cases: numbers, stages, width }: Rows): Line[] {
  const names = [...new Set(all.map(({ name }) => name))];
  const figures = names.flatMap((name) => {
    const own = new Map(all.filter((one) => one.name === name).map((one) => [one.case, one]));
    return numbers.flatMap((number) => own.get(number) ?? []);
  });
  const isDoubtful = figures.some(({ warning }) => warning !== undefined);
  const columns: readonly (readonly AlignedColumn<CaseResponse>[])[] = [
    [{ title: 'response', align: 'left', cell: ({ name, unit }) => titleOf(name, unit) }],
    cases.length > 1 ? [{ title: 'case', align: 'right', cell: (one) => String(one.case) }] : [],
    parameterColumns(cases, (figure: CaseResponse) => figure.case),
    stages ? [stageColumn((figure: CaseResponse) => cases[figure.case])] : [],
    [
      { title: 'mean', align: 'point', cell: ({ interval }) => meanTexts(interval).mean || '-' },
      { title: '± 95 %', align: 'point', cell: ({ interval }) => meanTexts(interval).halfWidth || '-' },
      { title: 'n', align: 'right', cell: ({ n, missing }) => (missing > 0 ? `${n} of ${n + missing}` : String(n)) },
    ],
    isDoubtful ? [{ title: 'caution', align: 'left', cell: (one) => one.warning?.kind ?? '' }] : [],
  ];
  return alignedLines(columns.flat(), figures, width);
}

function caseLines(
  { cases }: Results,
  numbers: readonly number[],
  { names, stages, width }: Pick<Rows, 'stages' | 'width'> & { readonly names: readonly string[] },
): Line[] {
  const columns: readonly (readonly AlignedColumn<CaseResults>[])[] = [
    [{ title: 'case', align: 'right', cell: ({ number }) => String(number) }],
    parameterColumns(cases, ({ number }: CaseResults) => number),
    stages ? [stageColumn((one: CaseResults) => one)] : [],
    names.map((name): AlignedColumn<CaseResults> => {
      const unit = cases[0]?.response(name).unit ?? '';
      return {
        title: titleOf(name, unit),
        align: 'point',
        cell: (one) => meanText(one.response(name).interval) || '-',
      };
    }),
  ];
  const rows = numbers.flatMap((number) => cases[number] ?? []);
  return alignedLines(columns.flat(), rows, width);
}

function stageColumn<Row>(caseOf: (row: Row) => CaseResults | undefined): AlignedColumn<Row> {
  return { title: 'stage', align: 'left', cell: (row) => caseOf(row)?.stage ?? '' };
}

function titleOf(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}

/** A column for each parameter in which the cases differ. */
function parameterColumns<Row>(cases: Results['cases'], caseOf: (row: Row) => number): AlignedColumn<Row>[] {
  return caseParameters(cases).differing.map((name) => {
    const texts = cases.map((one) => caseParameterText(one.parameters, name));
    return { title: name, align: 'point', cell: (row) => texts[caseOf(row)] ?? '' };
  });
}

/** @param isNamed whether to name the figures of each kind, because the table does not */
function cautionLines(figures: readonly CaseResponse[], isNamed: boolean): string[] {
  return Object.entries(CAUTIONS).flatMap(([kind, text]) => {
    const own = figures.filter(({ warning }) => warning?.kind === kind);
    if (own.length === 0) return [];
    if (!isNamed) return [`${kind}: ${text}`];
    const names = own.slice(0, MOST_DOUBTFUL).map((one) => printable(`${one.name} (case ${one.case})`));
    const left = own.length - names.length;
    return [`${kind}: ${text}: ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`];
  });
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
