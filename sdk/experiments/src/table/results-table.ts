import type { NamedColumns } from '@disco-engine/data';
import type { Column } from '@disco-engine/sdk';
import type { ExperimentResults } from '../figures/experiment-results.js';
import { parameterColumns } from './parameter-column.js';

/** The columns of the table that are not parameters. */
const OWN = ['case', 'replication', 'response', 'unit', 'value', 'numerator', 'denominator'];

/**
 * All results as one long table, with a row for each response of each replication that has ended: `case`, `replication`, a column for each
 * parameter, `response`, `unit`, `value`, and, if a response is a ratio, `numerator` and `denominator`. The value is missing if the
 * replication has none or has failed; the unit is missing if there is none. A parameter with the name of another column is renamed, for
 * example to `parameter_case`; it is missing in cases that do not set it.
 *
 * @param names names of the responses; all by default
 */
export function resultsTable(
  { cases, responses }: ExperimentResults,
  names: readonly string[] = responses,
): NamedColumns {
  const rows = cases.map(({ replications }) => replications.length * names.length);
  const length = rows.reduce((sum, count) => sum + count, 0);
  const [numbers, replications, codes] = [0, 1, 2].map(() => new Int32Array(length)) as Int32Columns;
  const units = names.map(() => '');
  const values = new NumberCells(length);
  const numerators = new NumberCells(length);
  const denominators = new NumberCells(length);
  let row = 0;
  for (const one of cases) {
    const figures = names.map((name) => one.response(name));
    for (const [code, { unit }] of figures.entries()) units[code] = unit;
    for (const { replication, responses: declared = {} } of one.replications)
      for (const [code, figure] of figures.entries()) {
        const own = Object.hasOwn(declared, figure.name) ? declared[figure.name] : undefined;
        if (typeof own === 'object' && 'numerator' in own) {
          numerators.set(row, own.numerator);
          denominators.set(row, own.denominator);
        }
        numbers[row] = one.number;
        replications[row] = replication;
        codes[row] = code;
        values.set(row, figure.values[replication] ?? undefined);
        row += 1;
      }
  }
  return [
    ['case', { type: 'int32', values: numbers }],
    ['replication', { type: 'int32', values: replications }],
    ...parameterColumns(cases, rows, OWN),
    ['response', { type: 'text', codes, texts: names }],
    ['unit', { type: 'text', codes: codes.map((code) => (units[code] === '' ? -1 : code)), texts: units }],
    ['value', values.column],
    ...(numerators.isEmpty
      ? []
      : ([
          ['numerator', numerators.column],
          ['denominator', denominators.column],
        ] as const)),
  ];
}

type Int32Columns = [Int32Array, Int32Array, Int32Array];

/** A column of numbers; each is missing until it is set. */
class NumberCells {
  isEmpty = true;
  readonly #values: Float64Array;
  readonly #missing: Uint8Array;

  constructor(length: number) {
    this.#values = new Float64Array(length);
    this.#missing = new Uint8Array(length).fill(1);
  }

  get column(): Column {
    return { type: 'float64', values: this.#values, missing: this.#missing };
  }

  set(row: number, value: number | undefined): void {
    if (value === undefined) return;
    this.isEmpty = false;
    this.#values[row] = value;
    this.#missing[row] = 0;
  }
}
