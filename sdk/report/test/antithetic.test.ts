import * as statistics from '@disco-engine/statistics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render } from './render.js';
import { sampleGraph, writeGraph } from './sample-graph.js';

function channel(mean: number): FakeChannel {
  return { node: 'shop/002', name: 'waiting', kind: 'tally', unit: 'days', count: 3, mean, records: [[50, mean]] };
}

describe('the report of antithetic replications', () => {
  let results: FakeResults;
  const cases = [0, 1].map((number) => ({ number, parameters: { speed: number } }));
  const base = [10, 20, 11, 21, 12, 25, 99];
  const other = [12, 21, 14, 24, 12, 24];

  beforeEach(async () => {
    results = await FakeResults.make({ ...experiment, replications: 8, antithetic: true, cases });
    for (const [replication, mean] of base.entries()) await results.add(0, replication, [channel(mean)]);
    for (const [replication, mean] of other.entries()) {
      if (replication !== 4) await results.add(1, replication, [channel(mean)]);
      else await results.add(1, replication, [], { status: 'FAILED', digest: '' });
    }
  });
  afterEach(() => results.close());

  test('bases intervals on the means of pairs', async () => {
    const { rows } = await render(results);
    const pairs = [15, 16, 18.5];
    const needed = statistics.replicationsNeeded(pairs, { relative: 0.01 }) ?? NaN;
    const [row, second] = rows('responses-table').map((cells) => cells.slice(6));
    // The 0.975 quantile of t with 2 degrees of freedom is 4.302653, and the standard deviation is √3.25.
    expect(row.slice(0, 2)).toEqual(['16.5', '4.5']);
    expect(row[3]).toBe('3 of 4');
    // In replications, two per pair.
    expect(Number(row[4])).toBe(Number((2 * needed).toPrecision(3)));
    // Extremes cover single replications, including one without a partner.
    expect(row.slice(5)).toEqual(['10', '99']);
    expect(second[3]).toBe('2 of 4');
  });

  test('compares cases over the pairs that are complete in both', async () => {
    const { rows } = await render(results);
    const [row] = rows('differences-table');
    // 16.5 - 15 and 19 - 16, and 12.7062 · √1.125 / √2; one replication of case 1's third pair has failed.
    expect(row.slice(6, 8)).toEqual(['2.3', '9.5']);
    expect(row.at(-1)).toBe('2');
  });

  test('says that replications count in pairs, and how many lack a partner', async () => {
    const { document } = await render(results);
    expect(document.querySelector('#run ~ dl')?.textContent).toContain('8 for each of 2 cases, in antithetic pairs');
    const [, note] = [...document.querySelectorAll('#responses ~ p')];
    expect(note.textContent).toContain('those of the means of pairs');
    expect(note.textContent).toContain('because their partners have not finished: 2.');
  });

  test('colours its graph by the means of pairs', async () => {
    await writeGraph(results, sampleGraph());
    const { document } = await render(results);
    const titles = [...document.querySelectorAll('.graph .box title')].map(({ textContent }) => textContent);
    expect(titles[3]).toContain('waiting (days): 16.5');
  });
});

test('a report counts each replication if antithetic is false or missing', async () => {
  for (const antithetic of [false, undefined]) {
    const results = await FakeResults.make({ ...experiment, replications: 3, antithetic });
    for (const [replication, mean] of [1, 2, 3].entries()) await results.add(0, replication, [channel(mean)]);
    const { rows } = await render(results);
    expect(rows('responses-table')[0][7]).toBe('3');
    await results.close();
  }
});

test('an antithetic that is not a boolean is rejected', async () => {
  const results = await FakeResults.make({ ...experiment, antithetic: 'yes' });
  await expect(render(results)).rejects.toMatchObject({
    problems: [{ code: 'FIELD_INVALID', message: 'antithetic is "yes"; it must be a boolean' }],
  });
  await results.close();
});
