import { replicate, resultsTable } from '@disco-engine/experiments';
import { rowCount, valueAt } from '@disco-engine/sdk/extensions';
import { describe, expect, it } from 'vitest';
import { scenario, Street } from '../street.js';

const usual = { scenario, duration: 8, replications: 2, seed: 3 };

/** The rows of a table as records by column name. */
function rowsOf(table: ReturnType<typeof resultsTable>): Record<string, unknown>[] {
  const [[, first]] = table;
  return Array.from({ length: rowCount(first) }, (_, row) =>
    Object.fromEntries(table.map(([name, column]) => [name, valueAt(column, row)])),
  );
}

describe('the table of all results', () => {
  it('has a row for each response of each replication', async () => {
    const results = await replicate(Street, { ...usual, parameters: { load: [1, 2] } });
    const rows = rowsOf(resultsTable(results));
    expect(rows).toHaveLength(2 * 2 * results.responses.length);
    const names = ['shop/Ulm/work', 'shop/Jena/mood: bad'];
    const chosen = resultsTable(results, names);
    expect(chosen.map(([name]) => name)).toEqual(['case', 'replication', 'load', 'response', 'unit', 'value']);
    const expected = results.cases.flatMap(({ number, parameters, response }) =>
      [0, 1].flatMap((replication) =>
        names.map((name) => ({
          case: number,
          replication,
          load: parameters['load'],
          response: name,
          unit: name.endsWith('work') ? 'hours' : undefined,
          value: response(name).values[replication],
        })),
      ),
    );
    expect(rowsOf(chosen)).toEqual(expected);
  });

  it('has no value if the replication has none', async () => {
    const results = await replicate(Street, { ...usual, replications: 9, parameters: { silent: 0.5 } });
    const rows = rowsOf(resultsTable(results, ['shop/Ulm/work']));
    const { values } = results.cases[0].response('shop/Ulm/work');
    expect(rows.map(({ value }) => value)).toEqual(
      Array.from({ length: 9 }, (_, replication) => values[replication] ?? undefined),
    );
    expect(rows.filter(({ value }) => value === undefined).length).toBeGreaterThan(0);
  });

  it.each([
    ['numbers', [0.5, Infinity, undefined], 'float64', [0.5, Infinity, undefined]],
    ['booleans', [true, false], 'boolean', [true, false]],
    ['texts', ['a', ''], 'text', ['a', '']],
    ['anything else', [1, 'x', 5n, { deep: [1] }, null], 'text', ['1', 'x', '5', '{"deep":[1]}', undefined]],
  ])('has parameters as columns: %s', async (_, values, type, expected) => {
    const { cases, responses } = await replicate(Street, usual);
    const response = cases[0].response;
    const faked = values.map((value, number) => {
      const parameters: Record<string, unknown> = value === undefined ? {} : { own: value };
      return { ...cases[0], number, parameters, replications: cases[0].replications.slice(1), response };
    });
    const table = resultsTable({ cases: faked, responses, response: () => [] }, ['shop/Ulm/work']);
    expect(rowsOf(table).map(({ own }) => own)).toEqual(expected);
    expect(table.find(([name]) => name === 'own')?.[1].type).toBe(type);
  });

  it('gives all columns different names', async () => {
    const { cases, responses } = await replicate(Street, usual);
    const parameters = { case: 1, value: 2, parameter_value: 3 };
    const table = resultsTable({ cases: [{ ...cases[0], parameters }], responses, response: () => [] });
    expect(table.map(([name]) => name)).toEqual([
      'case',
      'replication',
      'parameter_case',
      'parameter_parameter_value',
      'parameter_value',
      'response',
      'unit',
      'value',
    ]);
  });

  it('names parameters that differ only in case so that SQL takes none for the other', async () => {
    const { cases, responses } = await replicate(Street, usual);
    const parameters = { s: 20, Case: 1, S: 40 };
    const table = resultsTable({ cases: [{ ...cases[0], parameters }], responses, response: () => [] });
    const names = table.map(([name]) => name);
    expect(names.slice(2, 5)).toEqual(['parameter_1_s', 'parameter_Case', 'parameter_2_S']);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });
});
