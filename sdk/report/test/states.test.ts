import { afterEach, describe, expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render, type PageElement } from './render.js';

const made: FakeResults[] = [];

afterEach(async () => {
  for (const results of made.splice(0)) await results.close();
});

async function fake(description: object = experiment): Promise<FakeResults> {
  const results = await FakeResults.make(description);
  made.push(results);
  return results;
}

function machine(
  node: string,
  shares: Readonly<Record<string, number>>,
  records: readonly (readonly [epoch: number, state: number])[] = [],
): FakeChannel {
  return { node, name: 'machine', kind: 'state', count: 2, shares, records };
}

function cells(figure: PageElement | null): string[][] {
  return [...(figure?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent),
  );
}

function lengths(figure: PageElement | null): number[] {
  return [...(figure?.querySelectorAll('.plot rect') ?? [])].map((bar) => Number(bar.getAttribute('width')));
}

describe('states of nodes', () => {
  test('that are equal are stacked in one chart, as means over the replications', async () => {
    const results = await fake();
    await results.add(0, 0, [machine('a', { idle: 0.5, busy: 0.5 }), machine('b', { idle: 1, busy: 0 })]);
    await results.add(0, 1, [machine('a', { idle: 0, busy: 1 }), machine('b', { idle: 1, busy: 0 })]);
    const { document } = await render(results);
    const figure = document.querySelector('#states ~ .charts figure');
    expect(figure?.querySelector('figcaption')?.textContent).toBe('2 nodes machine');
    // In the model's order of states, not in alphabetical order.
    expect([...(figure?.querySelectorAll('.legend span') ?? [])].map((one) => one.textContent)).toEqual([
      'idle',
      'busy',
    ]);
    expect(cells(figure)).toEqual([
      ['a', '25.0\u00a0%', '75.0\u00a0%'],
      ['b', '100.0\u00a0%', '0.0\u00a0%'],
    ]);
    const [idleA = NaN, idleB = NaN, busyA = NaN, busyB = NaN] = lengths(figure);
    expect(idleA / idleB).toBeCloseTo(0.25, 2);
    expect(busyA / idleB).toBeCloseTo(0.75, 2);
    expect(busyB).toBe(0);
  });

  test('of one replication form a Gantt chart that starts at the end of the warm-up', async () => {
    const results = await fake();
    const states = { idle: 0.5, busy: 0.5, 'broken down': 0 };
    await results.add(0, 0, [
      machine('a', states, [
        [0, 0],
        [4, 1],
        [30, 2],
        [60, 0],
      ]),
      machine('b', states, [[50, 1]]),
    ]);
    const { document } = await render(results);
    const figure = document.querySelector('.schedule');
    expect(figure?.querySelector('figcaption')?.textContent).toBe('machine replication 0, from 10 days to 100 days');
    expect(cells(figure)).toEqual([
      ['a', 'busy', '10', '30'],
      ['a', 'broken down', '30', '60'],
      ['a', 'idle', '60', '100'],
      ['b', 'busy', '50', '100'],
    ]);
    const [idle = NaN, busyA = NaN, busyB = NaN, broken = NaN] = lengths(figure);
    for (const [length, days] of [
      [busyA, 20],
      [busyB, 50],
      [broken, 30],
    ] as const)
      expect(length / idle).toBeCloseTo(days / 40, 2);
  });

  test('that change too often for a chart are drawn as far as they are visible', async () => {
    const results = await fake();
    const records = Array.from({ length: 9000 }, (_, at) => [at / 90, at % 2] as const);
    await results.add(0, 0, [machine('a', { idle: 0.5, busy: 0.5 }, records)]);
    const { document } = await render(results);
    const caption = document.querySelector('.schedule figcaption')?.textContent;
    const end = Number(/to (\S+) days, as far as individual states are visible/.exec(caption ?? '')?.[1]);
    expect(end).toBeCloseTo(10 + 1500 / 90, 1);
    expect(lengths(document.querySelector('.schedule'))).toHaveLength(1500);
  });

  test('without records, or with names whose order JSON does not preserve, have no Gantt chart', async () => {
    const results = await fake();
    const records = [[0, 0] as const, [20, 1] as const];
    await results.add(0, 0, [machine('a', { '10': 0.5, '2': 0.5 }, records), machine('b', { on: 1, off: 0 })]);
    const { document } = await render(results);
    expect([...document.querySelectorAll('#states ~ .charts figure')]).toHaveLength(2);
    expect(document.querySelector('.schedule')).toBeNull();
  });

  test('are charted for the best case, and listed for all cases', async () => {
    const cases = [0, 1].map((number) => ({ number, parameters: { speed: number } }));
    const results = await fake({ ...experiment, replications: 2, cases });
    for (const number of [0, 1])
      for (const replication of [0, 1])
        await results.add(number, replication, [
          { node: 'a', name: 'cost', kind: 'tally', count: 1, mean: 10 - 5 * number + replication / 10 },
          machine('a', { idle: 0.2 + number / 2, busy: 0.8 - number / 2 }, [[0, number]]),
          machine('b', { idle: 1, busy: 0 }, [[0, 0]]),
        ]);
    const { document } = await render(results);
    const figure = document.querySelector('#states ~ .charts figure');
    expect(figure?.querySelector('figcaption')?.textContent).toBe('2 nodes machine, case 1: speed 1');
    expect(lengths(figure)).toHaveLength(4);
    expect(cells(figure).map(([name]) => name)).toEqual(['a, case 0', 'a, case 1', 'b, case 0', 'b, case 1']);
    expect(document.querySelector('.schedule figcaption')?.textContent).toContain('case 1, replication 0');
    expect(cells(document.querySelector('.schedule'))[0]).toEqual(['a', 'busy', '10', '100']);
  });
});
