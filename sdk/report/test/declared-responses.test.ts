import { ratioPseudoValues, meanInterval, meanTexts } from '@disco-engine/statistics';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render } from './render.js';

const stock: FakeChannel = { node: 'shop/1', name: 'stock', kind: 'tally', count: 1, mean: 5, records: [[50, 5]] };
const COSTS = [100, 104, 102, 98, 101, 103, 99, 100, 102, 101];
const SERVED = [90, 10, 80, 40, 60, 70, 20, 95, 50, 30];
const ALL = [100, 40, 90, 60, 61, 99, 33, 96, 80, 35];

let results: FakeResults;

/** Case 1 costs 20 less; two of its replications had no late customers. */
beforeEach(async () => {
  results = await FakeResults.make({
    ...experiment,
    replications: 10,
    cases: [0, 1].map((number) => ({ number, parameters: { tools: number } })),
    responses: [
      { name: 'cost', kind: 'value', unit: '€', text: "({ mean }) =>\n  20 * mean('shop/1/stock')" },
      { name: 'served', kind: 'ratio', unit: '', text: 'count of a / count of b' },
      { name: 'late', kind: 'value', unit: 'days', text: '0.95 quantile of shop/1/wait' },
    ],
  });
  for (const number of [0, 1])
    for (const [replication, cost] of COSTS.entries()) {
      const isMissing = number === 1 && replication % 5 === 0;
      const late = isMissing ? { missing: 'shop/1/wait has no 0.95 quantile: nothing was recorded' } : replication;
      const served = { numerator: SERVED[replication], denominator: ALL[replication] };
      await results.add(number, replication, [stock], { responses: { cost: cost - 20 * number, served, late } });
    }
});
afterEach(() => results.close());

test('declared responses come first, the first is the answer, and all can be selected', async () => {
  const { document, rows, summary } = await render(results);
  expect(document.querySelector('.headline')?.textContent).toBe('Best: case 1: tools 1');
  expect(document.querySelector('.answer .text')?.textContent).toContain('It has the least mean of cost, 81.0 ± 1.3 €');
  expect([...document.querySelectorAll('select[name=response] option')].map(({ textContent }) => textContent)).toEqual([
    'cost (€)',
    'served',
    'late (days)',
    'shop/1/stock',
  ]);
  expect(summary.responses).toBe(4);
  expect(rows('responses-table').map((row) => row.slice(0, 7).join(' '))).toEqual(
    expect.arrayContaining([
      ' cost € declared 0 0 101.0',
      ' cost € declared 1 1 81.0',
      'shop/1 stock  tally 0 0 5',
    ]) as unknown,
  );
  expect(document.querySelector('dl')?.textContent).toContain("Response cost({ mean }) => 20 * mean('shop/1/stock')");
});

test('a ratio has the mean and the interval of the jackknife', async () => {
  const { rows } = await render(results);
  const { mean, halfWidth } = meanTexts(meanInterval(ratioPseudoValues(SERVED, ALL)));
  const row = rows('responses-table').find(([, name]) => name === 'served') ?? [];
  expect(row.slice(6, 8)).toEqual([mean, halfWidth]);
});

test('replications without a value are counted, listed and left out', async () => {
  const { document, rows } = await render(results, { goal: { response: 'late', best: 'least' } });
  const counts = rows('responses-table').filter(([, name]) => name === 'late');
  expect(counts.map((row) => row[9])).toEqual(['10', '8 of 10']);
  expect(document.querySelector('#missing-notes')?.textContent).toBe(
    'Without a value, and therefore not in the means: late (case 1) in 2 of 10 replications: shop/1/wait has no 0.95 quantile: nothing was recorded.',
  );
  expect(
    rows('differences-table')
      .find(([, name]) => name === 'late')
      ?.at(-1),
  ).toBe('8');
});

test.each([
  ['costs', "no response is named 'costs'; did you mean 'cost'?"],
  ['profit', "no response is named 'profit'; there are 4, such as cost, served, late, shop/1/stock"],
])(
  'an unknown response is rejected with the nearest one, or a list of the known ones: %s',
  async (response, message) => {
    await expect(render(results, { goal: { response, best: 'least' } })).rejects.toMatchObject({
      problems: [{ message }],
    });
  },
);
