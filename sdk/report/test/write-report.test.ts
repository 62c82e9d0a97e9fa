import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render } from './render.js';
import { sampleGraph, writeGraph } from './sample-graph.js';
import { sampleResults } from './sample.js';

const made: FakeResults[] = [];

afterEach(async () => {
  for (const results of made.splice(0)) await results.close();
});

async function fake(description: object = experiment): Promise<FakeResults> {
  const results = await FakeResults.make(description);
  made.push(results);
  return results;
}

async function sample(options: Parameters<typeof sampleResults>[0]): Promise<FakeResults> {
  const results = await sampleResults(options);
  made.push(results);
  return results;
}

function mean(value: number, node = 'shop/1', name = 'waiting'): FakeChannel {
  return { node, name, kind: 'tally', unit: 'days', count: 3, mean: value, records: [[50, value]] };
}

describe('the report of an experiment', () => {
  test('says what was run, and how to run it again', async () => {
    const { document } = await render(await fake());
    const text = document.querySelector('#run ~ dl')?.textContent ?? '';
    expect(document.querySelector('h1')?.textContent).toBe('depots');
    for (const part of ['supply-chain', 'chain-38 version 2', '100 days', 'engine 0.1.0', 'v20.20.2'])
      expect(text).toContain(part);
    expect(document.querySelector('pre')?.textContent).toBe('disco run dist/experiment.js --results FOLDER');
  });

  test('counts the activations of a model made of processes, which has no events', async () => {
    const results = await fake();
    for (const replication of [0, 1]) await results.add(0, replication, [], { events: 0 });
    const { document } = await render(results);
    expect(document.querySelector('#run ~ dl')?.textContent).toContain('2000 activations, 0 events in 3 s');
  });

  test('shows what has finished, what has failed and what is missing', async () => {
    const results = await fake();
    await results.add(0, 0, []);
    const error = { code: 'HANDLER_FAILED', message: 'stock is NaN', place: { node: 'shop/1' } };
    await results.add(0, 2, [], { status: 'FAILED', digest: '', error });
    const { summary, rows } = await render(results);
    expect(summary).toMatchObject({ finished: 1, failed: 1, missing: 1 });
    expect(rows('replications-table').map((row) => [row[2], row[3], row.at(-1)])).toEqual([
      ['FINISHED', '00000000deadbee0', ''],
      ['missing', '', ''],
      ['FAILED', '', 'stock is NaN at shop/1 [HANDLER_FAILED]'],
    ]);
  });

  test('leaves out replications that the experiment does not ask for, and says so', async () => {
    const results = await fake({ ...experiment, replications: 1 });
    await results.add(0, 0, [mean(1)]);
    await results.add(0, 1, [mean(100)]);
    const { document, rows } = await render(results);
    expect(rows('responses-table')[0][4]).toBe('1');
    expect(document.querySelector('header')?.textContent).toContain('case-0000/replication-0001');
  });

  test('expects no more replications than the precision needs', async () => {
    const precision = [{ channel: 'shop/1/waiting', relative: 0.2, minimum: 2 }];
    const cases = [0, 1].map((number) => ({ number, parameters: {} }));
    const results = await fake({ ...experiment, replications: 6, precision, cases });
    for (const [replication, value] of [5, 5.1, 80].entries()) await results.add(0, replication, [mean(value)]);
    await results.add(1, 0, [mean(2)]);
    await results.add(1, 2, [mean(4)]);
    const { summary, document, rows } = await render(results);
    expect(summary).toMatchObject({ finished: 4, failed: 0, missing: 4 });
    const statuses = rows('replications-table').map(
      ([number, replication, status]) => `${number}/${replication} ${status}`,
    );
    expect(statuses.slice(0, 4)).toEqual(['0/0 FINISHED', '0/1 FINISHED', '1/0 FINISHED', '1/1 missing']);
    expect(statuses.slice(4)).toEqual(['1/2 FINISHED', '1/3 – 5 missing']);
    const header = document.querySelector('header')?.textContent;
    expect(document.querySelector('#run ~ dl')?.textContent).toContain(
      'at most 6 for each of 2 cases, until shop/1/waiting is known to within 20 %: 2, 6',
    );
    expect(header).toContain('case-0000/replication-0002');
  });

  test.each([
    [{ relative: 2 }, 'precision[0].relative is 2; it must be a number above 0 and below 1'],
    [{ relative: 0.1, confidence: 0 }, 'precision[0].confidence is 0; it must be a number above 0 and below 1'],
    [{ relative: 0.1, minimum: 1 }, 'precision[0].minimum is 1; it must be a whole number from 2 to 1000000'],
  ])('refuses a precision that is none: %j', async (wanted, message) => {
    const results = await fake({ ...experiment, precision: [{ channel: 'shop/1/waiting', ...wanted }] });
    await expect(render(results)).rejects.toMatchObject({ problems: [{ code: 'FIELD_INVALID', message }] });
  });

  test('shows mean, t interval and range of a response', async () => {
    const results = await fake();
    for (const [replication, value] of [2, 4, 9].entries()) await results.add(0, replication, [mean(value)]);
    const { rows } = await render(results);
    // The 0.975 quantile of t with 2 degrees of freedom is 4.302653, and the standard deviation is √13: 5 ± 8.9567.
    const [row] = rows('responses-table');
    expect(row.slice(0, 8)).toEqual(['shop/1', 'waiting', 'days', 'tally', '5.0', '9.0', '179.1', '3']);
    expect(row.slice(9)).toEqual(['2', '9']);
  });

  test('estimates how many replications a precision of 1 % needs', async () => {
    const results = await fake();
    const values = [98, 100, 105];
    for (const [replication, value] of values.entries()) await results.add(0, replication, [mean(value)]);
    const { rows } = await render(results);
    const needed = Number(rows('responses-table')[0][8]);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - 101) ** 2, 0) / 2);
    // About (1.96 · deviation / 1 % of the mean)², plus a little, because the mean itself is uncertain.
    expect(needed / ((1.96 * deviation) / 1.01) ** 2).toBeGreaterThan(1);
    expect(needed / ((1.96 * deviation) / 1.01) ** 2).toBeLessThan(1.1);
  });

  test('has no interval for a single replication', async () => {
    const results = await fake();
    await results.add(0, 0, [mean(2)]);
    const { rows } = await render(results);
    expect(rows('responses-table')[0].slice(4)).toEqual(['2', '', '', '1 of 3', '', '2', '2']);
  });

  test('compares cases pair by pair, over the replications that both have', async () => {
    const cases = [0, 1].map((number) => ({ number, parameters: { speed: number + 1 } }));
    const results = await fake({ ...experiment, cases });
    for (const [replication, value] of [10, 20, 30].entries()) await results.add(0, replication, [mean(value)]);
    for (const [replication, value] of [11.1, 21].entries()) await results.add(1, replication, [mean(value)]);
    const { rows } = await render(results);
    const [row] = rows('differences-table');
    // Both pairs differ by about 1, so pairing finds a difference that the spread between replications would hide.
    expect(row).toEqual(['shop/1', 'waiting', 'days', 'tally', '1', '2', '1.05', '0.64', '7.0', 'greater', '2']);
  });

  test('has a row for each state and element', async () => {
    const results = await fake();
    const state = { node: 'm', name: 'state', kind: 'state', count: 2 };
    const vector = { node: 'm', name: 'vector', kind: 'vector', count: 2, means: [5, 6] };
    await results.add(0, 0, [{ ...state, shares: { busy: 1 } }, vector]);
    await results.add(0, 1, [{ ...state, shares: { busy: 0.5, toString: 0.5 } }, vector]);
    const { rows } = await render(results);
    expect(rows('responses-table').map((row) => [row[1], row[4]])).toEqual([
      ['state: busy', '0.8'],
      ['state: toString', '0.3'],
      ['vector: element 0', '5'],
      ['vector: element 1', '6'],
    ]);
  });

  test('draws a long vector in groups of elements, without rows in the tables', async () => {
    const results = await fake();
    const means = Array.from({ length: 1000 }, (_, at) => at);
    await results.add(0, 0, [{ node: 'm', name: 'load', kind: 'vector', count: 1, means }, mean(1)]);
    const { document, rows } = await render(results);
    expect(rows('responses-table').map(([node]) => node)).toEqual(['shop/1']);
    const cells = [...document.querySelectorAll('figure details tr')].slice(1, 3).map((row) => row.textContent);
    // Groups of three elements; the table lists every ninth group.
    expect(cells).toEqual(['0111', '27282828']);
  });

  test('draws every kind of channel, with a table of its data', async () => {
    const { document } = await render(await sample({ series: 5, replications: 4 }));
    const titles = [...document.querySelectorAll('.charts figure')].map(
      (figure) => figure.querySelector('figcaption')?.textContent ?? 'workers',
    );
    expect(titles).toEqual([
      'factory/000 machine',
      'depot/001 stock',
      'factory/000 stock',
      'factory/004 orders',
      'harbour/003 stock',
      'harbour/003 stock by berth',
      'shop/002 stock',
      ...titles.filter((title) => /cutoff/.test(title)),
      'depot/001 lot size',
      'shop/002 waiting time',
      'workers',
    ]);
    for (const figure of document.querySelectorAll('.charts figure')) {
      expect(figure.querySelector('svg.plot[role="img"]')?.getAttribute('aria-label')).toBeTruthy();
      expect(figure.getAttribute('tabindex')).toBe('0');
    }
    expect([...document.querySelectorAll('.charts details tbody')]).toHaveLength(titles.length - 1);
  });

  test('draws more than four cases in a panel each, with the same axes and the best one for comparison', async () => {
    const results = await sample({ cases: 6, replications: 1, series: 2, records: 30 });
    const { document } = await render(results, { goal: { response: 'factory/000/stock', best: 'greatest' } });
    const figures = [...document.querySelectorAll('#series ~ .charts figure, #distributions ~ .charts figure')];
    expect(figures).toHaveLength(5);
    for (const figure of figures) {
      const panels = [...figure.querySelectorAll('.panels > div')];
      expect(panels.map((panel) => panel.querySelector('p')?.textContent)).toEqual(
        [0, 1, 2, 3, 4, 5].map((number) => `case ${number}: reorderPoint ${20 + 10 * number}`),
      );
      const ticks = panels.map((panel) => panel.querySelector('[aria-label="y-axis tick label"]')?.textContent);
      expect(new Set(ticks).size).toBe(1);
    }
    const [stock] = figures;
    expect(stock?.querySelector('figcaption')?.textContent).toBe('depot/001 stock (pallets) over time (days)');
    const key = document.querySelector('#series ~ .legend')?.textContent ?? '';
    const [, best] = /the best of those drawn: case (\d)/.exec(key) ?? [];
    const lines = [...(stock?.querySelectorAll('.panels > div') ?? [])].map(
      (panel) => [...panel.querySelectorAll('[aria-label=line] path')].length,
    );
    // Its own line twice would say nothing.
    expect(lines).toEqual([0, 1, 2, 3, 4, 5].map((number) => (String(number) === best ? 1 : 2)));
  });

  test('shows how workers spent their time, and what held them up', async () => {
    const results = await fake();
    for (const replication of [0, 1]) await results.add(0, replication, []);
    const { rows } = await render(results);
    const [first] = rows('workers-table');
    expect(first.slice(0, 4)).toEqual(['0', '1.8', '1', '0.2']);
    expect(rows('ports-table')).toEqual([['stage/17 order', '2']]);
  });

  test('draws the 50 channels that vary most, and lists all in the table', async () => {
    const results = await fake();
    for (const replication of [0, 1, 2]) {
      const channels = Array.from({ length: 60 }, (_, at) =>
        mean(100 + replication * at, `n/${String(at).padStart(2, '0')}`),
      );
      await results.add(0, replication, channels);
    }
    const { document, summary, rows } = await render(results);
    expect(summary).toMatchObject({ channels: 60, drawn: 50 });
    expect(rows('responses-table')).toHaveLength(60);
    const titles = [...document.querySelectorAll('#distributions ~ div figcaption')].map(
      ({ textContent }) => textContent,
    );
    expect(titles[0]).toBe('n/10 waiting');
    expect(document.querySelector('nav ~ .note')?.textContent).toContain('50 of 60 channels are drawn');
  });

  test('draws the requested channels', async () => {
    const results = await fake();
    await results.add(0, 0, [mean(1, 'a.b/1'), mean(1, 'a.b/2'), mean(1, 'axb/1')]);
    const { document } = await render(results, { channels: ['a.b/*/waiting'] });
    const titles = [...document.querySelectorAll('#distributions ~ div figcaption')].map(
      ({ textContent }) => textContent,
    );
    expect(titles).toEqual(['a.b/1 waiting', 'a.b/2 waiting']);
  });

  test('is identical for the same results', async () => {
    const results = await sample({ cases: 2 });
    await writeGraph(results, sampleGraph());
    expect((await render(results)).html).toBe((await render(results)).html);
  });

  test('works for an experiment without a single run', async () => {
    const { summary, document } = await render(await fake());
    expect(summary).toMatchObject({ finished: 0, missing: 3, responses: 0, drawn: 0 });
    expect(document.querySelector('header')?.textContent).toContain('Nothing was logged');
  });

  test('loads nothing from elsewhere', async () => {
    const { html, document } = await render(await sample({ series: 2 }));
    expect(html.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|@import|<link(?! rel="icon" href="data:,")/);
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(/^default-src 'none';/);
  });

  test('is small and quick to write for 30 replications with 50 series', async () => {
    const results = await sample({ series: 50, replications: 30, records: 100 });
    // CPU time, because wall-clock time depends on the load of the machine.
    const before = process.cpuUsage();
    const { summary } = await render(results);
    const { user, system } = process.cpuUsage(before);
    expect(summary.drawn).toBe(50);
    expect(summary.bytes).toBeLessThan(5e6);
    expect((user + system) / 1e6).toBeLessThan(10);
  });

  test('names the file if it cannot be written', async () => {
    const results = await fake();
    const { writeReport } = await import('../src/write-report.js');
    const out = join(results.folder, 'none', 'report.html');
    const report = writeReport({ results: results.folder, out });
    await expect(report).rejects.toMatchObject({ code: 'RESULTS_UNWRITABLE', place: { file: out } });
  });

  test('replaces an existing report only once it is complete', async () => {
    const results = await fake();
    const { writeReport } = await import('../src/write-report.js');
    const out = join(results.folder, 'report.html');
    await writeFile(out, 'the old one');
    const old = await open(out);
    const { bytes } = await writeReport({ results: results.folder, out });
    // The old file was not overwritten: an open handle still reads it.
    expect(await old.readFile('utf8')).toBe('the old one');
    await old.close();
    expect((await readFile(out)).length).toBe(bytes);
    expect((await readdir(results.folder)).filter((name) => name.startsWith('report'))).toEqual(['report.html']);
  });

  test('is complete even if several are written at once', async () => {
    const results = await sample({ series: 2 });
    const { writeReport } = await import('../src/write-report.js');
    const out = join(results.folder, 'report.html');
    const reports = [[], ['depot/*'], ['factory/*'], ['harbour/*']].map((channels) =>
      writeReport({ results: results.folder, out, channels }),
    );
    const sizes = (await Promise.all(reports)).map(({ bytes }) => bytes);
    const html = await readFile(out);
    expect(new Set(sizes).size).toBe(4);
    expect(sizes).toContain(html.length);
    expect(html.toString().endsWith('</html>\n')).toBe(true);
    expect((await readdir(results.folder)).filter((name) => name.startsWith('report'))).toEqual(['report.html']);
  });

  test('is small and quick to write for an experiment of a million replications', async () => {
    const cases = [0, 1].map((number) => ({ number, parameters: { speed: number } }));
    const results = await fake({ ...experiment, replications: 1_000_000, cases });
    for (const number of [0, 1])
      for (const replication of [0, 1, 5]) await results.add(number, replication, [mean(number + replication)]);
    const before = process.cpuUsage();
    const { summary, rows, document } = await render(results);
    const { user, system } = process.cpuUsage(before);
    expect(summary).toMatchObject({ finished: 6, missing: 1_999_994 });
    expect(summary.bytes).toBeLessThan(100_000);
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(rows('replications-table').map((row) => row.slice(1, 3))).toEqual(
      [0, 1].flatMap(() => [
        ['0', 'FINISHED'],
        ['1', 'FINISHED'],
        ['2 – 4', 'missing'],
        ['5', 'FINISHED'],
        ['6 – 999999', 'missing'],
      ]),
    );
    expect(document.querySelector('header')?.textContent).toContain('6 of 2000000 replications finished');
  });

  test.each([
    ['/home/ada/old/dist/experiment.js --results /home/ada/old/results --x', 'experiment.js --results FOLDER'],
    ['/home/ada/e.js --cases /home/ada/c.csv --results r', 'e.js --cases c.csv --results FOLDER'],
    ['e.js --cases data/c.csv --results /home/ada/r', 'e.js --cases data/c.csv --results FOLDER'],
  ])('of a moved folder contains no old paths: %s', async (words, shown) => {
    const results = await fake({
      ...experiment,
      model: { name: 'supply-chain', module: '/home/ada/old/dist/experiment.js' },
      command: `disco run ${words}`,
    });
    await results.add(0, 0, [mean(1)]);
    const { html, document } = await render(results);
    expect(html).not.toContain('ada');
    expect(document.querySelector('pre')?.textContent).toBe(`disco run ${shown}`);
  });

  test('shows no idle time if none was measured', async () => {
    const results = await fake();
    const workers = [{ busy: 1255, blocked: 745, heldUpAt: null }];
    await results.add(0, 0, [], { workers });
    const { document, rows } = await render(results);
    const heads = [...document.querySelectorAll('#workers-table th')].map(({ textContent }) => textContent);
    expect(heads).toEqual(['Worker', 'Not blocked (s)', 'Blocked (s)', 'Not blocked', 'Blocked']);
    expect(rows('workers-table')).toEqual([['0', '1.255', '0.745', '62.7\u00a0%', '37.3\u00a0%']]);
    const text = document.querySelector('section[aria-labelledby=workers]')?.textContent ?? '';
    expect(text).not.toMatch(/idle|busy/i);
  });
});
