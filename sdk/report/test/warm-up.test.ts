import { afterEach, describe, expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render } from './render.js';
import { drawsOf } from './sample.js';

const made: FakeResults[] = [];

afterEach(async () => {
  for (const results of made.splice(0)) await results.close();
});

async function fake(warmup: number, cases = 1): Promise<FakeResults> {
  const list = Array.from({ length: cases }, (_, number) => ({ number, parameters: { speed: number } }));
  const results = await FakeResults.make({ ...experiment, duration: 100, warmup, cases: list });
  made.push(results);
  return results;
}

/** Falls from 50 to 0 until an epoch, then becomes noise. */
function transient(node: string, end: number, records = 1000, kind = 'time-weighted'): FakeChannel {
  const random = drawsOf(end);
  const values = Array.from({ length: records }, (_, at): [number, number] => {
    const epoch = (at / records) * 100;
    return [epoch, Math.max(0, 50 * (1 - epoch / end)) + random()];
  });
  return { node, name: 'stock', kind, unit: 'pallets', records: values };
}

describe('the warm-up of an experiment', () => {
  test('is compared with the end of the transient of each channel, worst first', async () => {
    const results = await fake(25);
    const channels = [transient('a', 15), transient('b', 40), transient('c', 30, 1000, 'series')];
    await results.add(0, 0, [...channels, transient('d', 5, 1000, 'tally')]);
    const { rows, document } = await render(results);
    const table = rows('warm-up-table');
    expect(table.map((row) => [row[0], row[4]])).toEqual([
      ['b', 'longer warm-up advised'],
      ['c', 'longer warm-up advised'],
      ['a', 'enough'],
      ['d', 'enough'],
    ]);
    for (const [at, end] of [40, 30, 15, 5].entries()) {
      expect(Number(table[at][2])).toBeGreaterThan(end - 4);
      expect(Number(table[at][2])).toBeLessThan(end + 4);
      expect(table[at][3]).toBe('25');
    }
    expect(document.querySelector('#warm-up ~ p strong')?.textContent).toBe('longer warm-up advised (2), enough (2)');
  });

  test('is undecided for a run that is all transient', async () => {
    const results = await fake(5);
    for (const replication of [0, 1, 2])
      await results.add(0, replication, [transient('a', 100), transient('b', 10, 40, 'series')]);
    const { rows } = await render(results);
    expect(rows('warm-up-table').map((row) => [row[2], row[4]])).toEqual([
      ['', 'run too short to tell'],
      ['', 'run too short to tell'],
    ]);
  });

  test('is not judged by a few rare events', async () => {
    const results = await fake(5);
    const failures: FakeChannel = {
      node: 'b',
      name: 'failures',
      kind: 'time-weighted',
      records: [0, 20, 21, 55, 58].map((epoch, at): [number, number] => [epoch, at % 2]),
    };
    for (const replication of [0, 1, 2])
      await results.add(0, replication, [transient('a', 4), failures, transient('c', 60, 30, 'tally')]);
    const { rows } = await render(results);
    expect(rows('warm-up-table').map((row) => [row[0], row[2] === '', row[4]])).toEqual([
      ['a', false, 'enough'],
      ['b', true, 'too few records to tell'],
      ['c', true, 'too few records to tell'],
    ]);
  });

  test('is advised only for a steady state if there is none, because a terminating study needs none', async () => {
    const results = await fake(0);
    await results.add(0, 0, [transient('a', 30)]);
    const { rows, document } = await render(results);
    expect(rows('warm-up-table')[0].at(-1)).toBe('warm-up advised for a steady state');
    expect(document.querySelector('#warm-up ~ p')?.textContent).toContain('right for a terminating study');
  });

  test('is judged by the worst case', async () => {
    const results = await fake(20, 3);
    for (const [number, end] of [10, 35, 25].entries()) await results.add(number, 0, [transient('a', end)]);
    const { rows } = await render(results);
    const [[, , number, suggested]] = rows('warm-up-table');
    expect(number).toBe('1');
    expect(Number(suggested)).toBeGreaterThan(30);
  });

  test('is drawn for the four worst channels, with the data', async () => {
    const results = await fake(10);
    await results.add(
      0,
      0,
      [5, 12, 17, 22, 27, 32].map((end) => transient(`n/${end}`, end)),
    );
    const { document } = await render(results);
    const figures = [...document.querySelectorAll('#warm-up ~ .charts figure')];
    const titles = figures.map((figure) => figure.querySelector('figcaption')?.textContent ?? '');
    expect(titles.map((title) => title.slice(0, 4))).toEqual(['n/32', 'n/27', 'n/22', 'n/17']);
    for (const figure of figures) {
      expect([...figure.querySelectorAll('svg.plot')]).toHaveLength(2);
      expect([...figure.querySelectorAll('details tbody tr')].length).toBeGreaterThan(10);
    }
  });
});

describe('replications without records', () => {
  test('have figures but no curves', async () => {
    const results = await fake(10);
    await results.add(0, 0, [transient('a', 15), transient('b', 15, 1000, 'tally')], { log: null });
    const { rows, document } = await render(results);
    expect(rows('responses-table')).toHaveLength(2);
    expect(document.querySelector('#series') ?? document.querySelector('#distributions')).toBeNull();
  });

  test('show why their records are missing', async () => {
    const results = await fake(10);
    await results.add(0, 0, [transient('a', 15)]);
    await results.add(0, 1, [transient('a', 15)], { log: null, logFailure: 'the disk is full' });
    const { rows, document } = await render(results);
    expect(rows('replications-table')[1].at(-1)).toBe('the disk is full');
    expect(document.querySelector('header')?.textContent).toContain('The records of 1 replications could not be kept');
  });
});
