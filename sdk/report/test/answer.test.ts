import { runInNewContext } from 'node:vm';
import * as statistics from '@disco-engine/statistics';
import { afterEach, describe, expect, test } from 'vitest';
import { SCRIPT } from '../src/page/script.js';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render, type RenderedPage } from './render.js';

const made: FakeResults[] = [];

afterEach(async () => {
  for (const results of made.splice(0)) await results.close();
});

function tally(name: string, mean: number): FakeChannel {
  return { node: 'chain', name, kind: 'tally', unit: '€', count: 3, mean, minimum: mean - 5, maximum: mean + 5 };
}

/** Noise that all cases of a replication share, plus a little that is specific to each case and averages out over the replications. */
function value(level: number, number: number, replication: number): number {
  return level + 10 * Math.sin(replication * 2.3) + 0.3 * Math.sin(1 + replication * (number + 1.7));
}

/** One case for each level of the response `cost`; `sales` has the negated levels. */
async function study(
  levels: readonly number[],
  {
    replications = 12,
    without = [] as readonly string[],
    ...changes
  }: Record<string, unknown> & {
    replications?: number;
    without?: readonly string[];
  } = {},
): Promise<FakeResults> {
  const cases = levels.map((_, number) => ({ number, parameters: { size: 10 * number, carrier: 'Nordlog' } }));
  const results = await FakeResults.make({ ...experiment, replications, cases, ...changes });
  made.push(results);
  for (const [number, level] of levels.entries())
    for (let replication = 0; replication < replications; replication++)
      if (!without.includes(`${number}/${replication}`))
        await results.add(number, replication, [
          tally('cost', value(level, number, replication)),
          tally('sales', value(-level, number, replication)),
        ]);
  return results;
}

function seriesOf(levels: readonly number[], replications = 12): number[][] {
  return levels.map((level, number) => Array.from({ length: replications }, (_, at) => value(level, number, at)));
}

function text({ document }: RenderedPage, selector: string): string {
  return document.querySelector(`.answer ${selector}`)?.textContent ?? '';
}

function rows({ document }: RenderedPage): string[][] {
  return [...document.querySelectorAll('.answer tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
  );
}

function digits(number: number, count = 3): string {
  return String(Number(number.toPrecision(count)));
}

describe('the answer of an optimisation', () => {
  // In replications 0 to 3, which the search chose by, case 3 is by far the best.
  const optimisation = {
    objective: 'chain/sales',
    best: 'greatest',
    outcome: { chosen: 1, finalists: [1, 2, 3], from: 4, text: 'With a probability of at least 95 %.' },
  };

  async function searched(changes: object): Promise<FakeResults> {
    const levels = [104, 100, 102, 103];
    const cases = levels.map((_, number) => ({
      number,
      parameters: { size: 10 * number },
      asked: number === 0 ? 4 : 12,
    }));
    const results = await study(levels, {
      cases,
      without: [4, 5, 6, 7, 8, 9, 10, 11].map((of) => `0/${of}`),
      ...changes,
    });
    for (let replication = 0; replication < 4; replication++)
      await results.add(3, replication, [tally('cost', -1000), tally('sales', 1000)]);
    return results;
  }

  test('is its choice with the guarantee; finalists come first, the others apart', async () => {
    const page = await render(await searched({ optimisation }));
    expect(text(page, '.headline')).toBe('Chosen by the optimisation: case 1: size 10');
    expect(text(page, '.text')).toMatch(
      /^Its mean of chain\/sales is -\d+\.\d ± \d\.\d €\. With a probability of at least 95 %\.$/,
    );
    const [finalists, screened] = [...page.document.querySelectorAll('.answer table')].map((table) =>
      [...table.querySelectorAll('tbody tr')].map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
      ),
    );
    expect(finalists?.map((row) => [row[0], row[4], row[6]])).toEqual([
      ['1', 'chosen', '8'],
      ['2', 'worse', '8'],
      ['3', 'worse', '8'],
    ]);
    // In the replications of the selection, the levels differ by 2 and 3; the search saw case 3 far ahead.
    expect(finalists?.map((row) => row[5])).toEqual([
      '',
      expect.stringMatching(/^(1\.9|2\.0)\d* ± 0\.\d+ worse$/),
      expect.stringMatching(/^(2\.9|3\.0)\d* ± 0\.\d+ worse$/),
    ]);
    expect(screened?.map((row) => [row[0], row[4]])).toEqual([['0', '4']]);
    expect(text(page, 'details summary')).toBe('Screened out by the search: 1 candidate');
    expect(page.html).not.toContain('No single best');
    expect(page.document.querySelector('main, body')?.textContent).toContain(
      '40 for 4 candidates, at most 12 for each',
    );
  });

  test('ranks finalists by how long they stayed in the selection, not by a few lucky values', async () => {
    // Case 2 was eliminated after two replications of the selection, in which it had the best mean.
    const results = await searched({
      optimisation,
      without: [0, 2].flatMap((number) =>
        [4, 5, 6, 7, 8, 9, 10, 11].slice(number).map((replication) => `${number}/${replication}`),
      ),
    });
    for (const replication of [4, 5]) await results.add(2, replication, [tally('cost', 1), tally('sales', -1)]);
    const page = await render(results);
    expect(rows(page).map((row) => [row[0], row[4]])).toEqual([
      ['1', 'chosen'],
      ['3', 'worse'],
      ['2', 'not significantly different'],
      ['0', '4'],
    ]);
  });

  test('keeps search and selection apart in the other tables', async () => {
    const page = await render(await searched({ optimisation }));
    const sales = page.rows('responses-table').filter(([, name]) => name === 'sales');
    expect(sales.map((row) => [row[4], row[6], row[10]])).toEqual([
      ['1', 'chosen', '8'],
      ['2', 'finalist', '8'],
      ['3', 'finalist', '8'],
      ['0', 'search', '4'],
    ]);
    const differences = page.rows('differences-table').filter(([, name]) => name === 'sales');
    expect(differences.map((row) => [row[4], row.at(-1)])).toEqual([
      ['2', '8'],
      ['3', '8'],
    ]);
  });

  test('does not call a candidate the best if the budget ran out, and says why it was chosen', async () => {
    const text1 = 'Nothing is guaranteed: the budget ran out.';
    const outcome = { ...optimisation.outcome, decided: false, text: text1 };
    const page = await render(await searched({ optimisation: { ...optimisation, outcome } }));
    expect(text(page, '.headline')).toBe('No single best: the budget ran out during the selection');
    expect(text(page, '.text')).toMatch(
      /^Chosen for now: case 1: size 10, with a mean of \S+ ± \S+ €\. Nothing is guaranteed/,
    );
    expect(rows(page).map((row) => row[4])).toEqual(['chosen for now', 'worse', 'worse', '4']);
  });

  test('is not taken for the choice by another response', async () => {
    const page = await render(await searched({ optimisation }), { goal: { response: 'chain/cost', best: 'greatest' } });
    expect(text(page, '.headline')).toBe('Chosen by the optimisation: case 1: size 10');
    expect(text(page, '.text')).toMatch(
      /^The optimisation chose by the greatest mean of chain\/sales, not by this response\. The chosen candidate, case 1, has a mean of chain\/cost of .*; the greatest of the finalists is that of case 3, /,
    );
    expect(rows(page).map((row) => [row[0], row[4]])).toEqual([
      ['3', 'better'],
      ['2', 'better'],
      ['1', 'chosen'],
      ['0', '4'],
    ]);
  });

  test('says if the search is still running', async () => {
    const { outcome: _, ...begun } = optimisation;
    const page = await render(await searched({ optimisation: begun }));
    expect(text(page, '.chosen')).toBe(
      'The optimisation is still searching for the candidate with the greatest chain/sales.',
    );
    expect(text(page, '.headline')).toBe('The greatest mean: case 3: size 30');
    expect(text(page, '.text')).toMatch(/Whether it is the best cannot be decided: the optimisation has not ended\.$/);
  });
});

describe('the answer of a report', () => {
  test('names the best case, its lead, and how certain that is', async () => {
    const levels = [104, 100, 102];
    const page = await render(await study(levels), { goal: { response: 'chain/cost', best: 'least' } });
    expect(text(page, '.headline')).toBe('Best: case 1: size 10');
    const systems = seriesOf(levels);
    const next = statistics
      .simultaneousDifferences(systems, { paired: true, control: 1 })
      .find(({ system }) => system === 2);
    const [mean, half] = [next?.mean ?? NaN, next?.halfWidth ?? NaN];
    // Within a replication the cases share their noise, which is far greater than their differences.
    expect(half).toBeLessThan(0.1);
    expect(text(page, '.text')).toContain(
      `differs significantly from each of the other 2. The runner-up, case 2, is worse by ${mean.toFixed(3)} € (95\u00a0% interval ${(mean - half).toFixed(3)} € to ${(mean + half).toFixed(3)} €).`,
    );
    expect(text(page, '.method')).toContain('best of 3 cases over the 12 values that all of them have, using common');
    const [best, , worst] = rows(page);
    const [comparison] = statistics.compareWithBest(systems, { paired: true, best: 'least' });
    expect([best?.[0], best?.[4]]).toEqual(['1', 'best']);
    expect(worst?.[4]).toBe('not the best');
    expect(worst?.[5]).toMatch(/^\S+ worse, at most /);
    expect(worst?.[5]).toContain(`at most ${digits(-(comparison?.lower ?? NaN))}`);
  });

  test('says which cases do not differ significantly, and what choosing the first may cost', async () => {
    const levels = [100, 100.02, 104];
    const page = await render(await study(levels));
    const comparisons = statistics.compareWithBest(seriesOf(levels), { paired: true, best: 'least' });
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(['possible', 'possible', 'not best']);
    const first = Number(rows(page)[0]?.[0]);
    expect(text(page, '.headline')).toBe('No single best case yet');
    expect(text(page, '.text')).toContain(
      `does not differ significantly from case ${1 - first}. The other case is not the best.`,
    );
    expect(text(page, '.text')).toContain(
      `Case ${first} is at most ${digits(-(comparisons[first]?.lower ?? NaN))} € worse than the best.`,
    );
    expect(rows(page).map((cells) => cells[4])).toEqual(['may be the best', 'may be the best', 'not the best']);
  });

  test('excludes a worse case even if the best two agree in each replication', async () => {
    const results = await study([100, 100, 104]);
    for (let replication = 0; replication < 12; replication++)
      await results.add(1, replication, [tally('cost', value(100, 0, replication))]);
    const page = await render(results, { goal: { response: 'chain/cost', best: 'least' } });
    expect(text(page, '.text')).toContain('from case 1. The other case is not the best. Case 0 is at most 0 € worse');
    expect(rows(page).map((cells) => cells[4])).toEqual(['may be the best', 'may be the best', 'not the best']);
    const [, ahead = NaN, most = NaN] =
      /^(\S+) worse, at most (\S+)$/.exec(rows(page)[2]?.[5] ?? '')?.map(Number) ?? [];
    expect(ahead).toBeGreaterThan(3);
    expect(most).toBeGreaterThan(ahead);
  });

  test('computes differences over the replications that all cases have', async () => {
    const page = await render(await study([100, 101], { without: ['0/1'] }));
    const [first, second] = seriesOf([100, 101]).map(
      (values) => statistics.summary(values.filter((_, at) => at !== 1)).mean ?? NaN,
    );
    const worse = rows(page).find((row) => row[5]?.includes('worse'));
    expect(worse?.[5]).toContain(`${digits((second ?? NaN) - (first ?? NaN))} worse`);
  });

  test('compares cases without common random numbers as independent, which is less sharp', async () => {
    const levels = [104, 100, 102];
    const page = await render(await study(levels, { commonRandomNumbers: false }));
    expect(text(page, '.headline')).toBe('No single best case yet');
    expect(text(page, '.method')).toContain('over independent replications');
  });

  test('shows parameters that differ in each row, and the others once', async () => {
    const page = await render(await study([104, 100]));
    expect(rows(page).map((cells) => cells.slice(0, 2))).toEqual([
      ['1', '10'],
      ['0', '0'],
    ]);
    expect(page.document.querySelector('#run ~ dl')?.textContent).toContain('In all casescarrier Nordlog');
    expect(page.html.match(/Nordlog/g)).toHaveLength(1);
    for (const id of ['responses-table', 'differences-table'])
      expect(page.rows(id).find((cells) => cells[4] === '1')?.[5]).toBe('10');
  });

  test('counts the values of each case, and leaves out a case with too few', async () => {
    const without = Array.from({ length: 9 }, (_, at) => `2/${at + 3}`);
    const page = await render(await study([104, 100, 90], { without }));
    // The third case has the least mean, but of too few values.
    expect(text(page, '.headline')).toBe('Best: case 1: size 10');
    expect(text(page, '.method')).toContain('best of 2 cases over the 12 values');
    expect(text(page, '.method')).toContain('Not compared: case 2 (too few values).');
    expect(rows(page).at(-1)?.slice(-2)).toEqual(['3 of 12', 'few values']);
    expect(rows(page).at(-1)?.[4]).toBe('');
    expect(page.document.querySelector('header')?.textContent).toContain('27 of 36 replications finished, 9 missing');
  });

  test('says why nothing can be compared', async () => {
    const page = await render(await study([104, 100], { replications: 1 }));
    expect(text(page, '.text')).toContain('cannot be decided: at least two cases need two or more values each');
    const apart = await study([104, 100], {
      replications: 4,
      without: ['0/0', '0/1', '1/2', '1/3'],
    });
    expect(text(await render(apart), '.text')).toContain('the cases have no replication in common');
  });

  test('warns if a comparison rests on few values', async () => {
    const few = await render(await study([104, 100], { replications: 9 }));
    expect(text(few, '.method')).toContain('Fewer than ten values are not reliable');
    expect(rows(few)[0]?.at(-1)).toBe('few values');
    const enough = await render(await study([104, 100], { replications: 10 }));
    expect(text(enough, '.method')).not.toContain('not reliable');
  });

  test('is just the mean if there is only one case', async () => {
    const page = await render(await study([100]));
    expect(text(page, '.headline')).toBe('The mean of chain/cost');
    expect(text(page, '.text')).toMatch(/^\S+ ± \S+ €\.$/);
    expect(page.document.querySelector('.answer select[name=best]')).toBeNull();
  });

  test('says if no goal was given, and then starts with the response in precision', async () => {
    const silent = await render(await study([104, 100]));
    expect(text(silent, '.note')).toContain(
      'No goal was given: this assumes that the least mean of this response is best.',
    );
    expect(text(silent, '.text')).toContain('least mean of chain/cost');
    const precision = [{ channel: 'chain/sales', relative: 0.5 }];
    expect(text(await render(await study([104, 100], { precision })), '.text')).toContain('least mean of chain/sales');
    const goal = { response: 'chain/sales', best: 'greatest' } as const;
    const given = await render(await study([104, 100]), { goal });
    expect(text(given, '.text')).toContain('greatest mean of chain/sales');
    expect(given.html).not.toContain('No goal was given');
  });

  test('rejects a goal whose response does not exist', async () => {
    const goal = { response: 'chain/profit', best: 'greatest' } as const;
    await expect(render(await study([104, 100]), { goal })).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: [
        {
          code: 'CHANNEL_UNKNOWN',
          message: "no response is named 'chain/profit'; there are 2, such as chain/cost, chain/sales",
        },
      ],
    });
  });

  test.each([
    ['chain/slaes', 'chain/sales'],
    ['cosst', 'chain/cost'],
  ])('suggests the response nearest to %s', async (response, near) => {
    await expect(render(await study([104, 100]), { goal: { response, best: 'least' } })).rejects.toMatchObject({
      problems: [{ code: 'CHANNEL_UNKNOWN', message: `no response is named '${response}'; did you mean '${near}'?` }],
    });
  });

  test('follows the response and direction that the reader selects', async () => {
    const page = await render(await study([104, 100, 102]));
    const { document } = page;
    const chosen = [1, 1];
    for (const [at, select] of [...document.querySelectorAll('.answer select')].entries())
      Object.defineProperty(select, 'selectedIndex', { get: () => chosen[at] });
    runInNewContext(SCRIPT, { document });
    expect(text(page, '.headline')).toBe('Best: case 1: size 10');
    expect(text(page, '.text')).toContain('greatest mean of chain/sales');
    expect(rows(page).map(([number]) => number)).toEqual(['1', '2', '0']);
    chosen[1] = 0;
    document.querySelector('.answer select[name=best]')?.dispatchEvent(page.event('change'));
    expect(text(page, '.headline')).toBe('Best: case 0: size 0');
    expect(rows(page).map(([number]) => number)).toEqual(['0', '2', '1']);
    expect(rows(page)[0]?.[4]).toBe('best');
  });
});

describe('a report of 41 cases', () => {
  const levels = Array.from({ length: 41 }, (_, number) => 100 + 3 * Math.abs(number - 33));

  test('has an error bar for each case, best first, and draws the best eight', async () => {
    const results = await study(levels, { replications: 3 });
    const page = await render(results);
    expect(rows(page)).toHaveLength(41);
    expect(rows(page)[0]?.[0]).toBe('33');
    expect([...page.document.querySelectorAll('.answer .bar')]).toHaveLength(41);
    const note = page.document.querySelector('nav ~ .note')?.textContent;
    expect(note).toMatch(/8 of 41 cases: (\d+, ){7}\d+\./);
    const drawn = [...(note?.match(/\d+/g) ?? [])].slice(2).map(Number);
    expect(drawn).toHaveLength(8);
    expect(drawn.every((number) => Math.abs(number - 33) <= 4)).toBe(true);
  });

  test('draws the requested cases', async () => {
    const results = await study(levels, { replications: 2 });
    const page = await render(results, { cases: [40, 0] });
    expect(page.document.querySelector('nav ~ .note')?.textContent).toContain('2 of 41 cases: 0, 40.');
    await expect(render(results, { cases: [41] })).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: [{ message: 'the experiment has no case 41; give a number from 0 to 40' }],
    });
    await expect(render(results, { cases: [0, 1, 2, 3, 4, 5, 6, 7, 8] })).rejects.toMatchObject({
      problems: [{ message: 'there are 9 cases, but a chart can show at most 8; write several reports' }],
    });
  });
});
