import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render } from './render.js';

const made: FakeResults[] = [];

afterEach(async () => {
  for (const results of made.splice(0)) await results.close();
});

async function fake(description: object = experiment): Promise<FakeResults> {
  const results = await FakeResults.make(description);
  made.push(results);
  return results;
}

function mean(value: number): FakeChannel {
  return {
    node: 'shop/1',
    name: 'waiting',
    kind: 'tally',
    unit: 'days',
    count: 3,
    mean: value,
    records: [[50, value]],
  };
}

describe('texts in the data', () => {
  const evil = `<script>alert(1)</script>"'&</title></style><!--`;

  test('never become markup', async () => {
    const results = await fake({
      ...experiment,
      name: evil,
      command: evil,
      unit: evil,
      model: { name: evil, module: evil },
      scenario: { ...experiment.scenario, name: evil, id: evil },
      cases: [0, 1].map((number) => ({ number, parameters: { [evil]: `${evil}${number}` } })),
      versions: { engine: evil, node: evil },
    });
    const records = [[5, 1] as const, [50, 2] as const];
    const common = { node: evil, unit: evil, labels: { [evil]: evil }, count: 2, mean: 1 };
    const channels = ['series', 'time-weighted', 'tally'].map((kind) => ({
      ...common,
      kind,
      name: kind + evil,
      records,
    }));
    const state = { ...common, name: `z${evil}`, kind: 'state', shares: { [evil]: 1 } };
    const workers = [{ busy: 1, blocked: 1, idle: 1, heldUpAt: evil }];
    for (const number of [0, 1]) {
      await results.add(number, 0, [...channels, state], { workers, digest: evil });
      const error = { code: evil, message: evil, place: { node: evil, simproc: evil } };
      await results.add(number, 1, [], { status: 'FAILED', error });
    }
    const { document, html } = await render(results);
    // The data of the answer, and the page's script.
    expect([...document.querySelectorAll('script')].length).toBe(2);
    expect(html.match(/<script/g)?.length).toBe(2);
    expect(document.querySelector('h1')?.textContent).toBe(evil);
    expect(document.querySelector('figcaption')?.textContent).toContain(evil);
    expect(document.querySelector('figure svg.plot')?.getAttribute('aria-label')).toContain(evil);
  });

  test('never terminate the data of a long table', async () => {
    const results = await fake();
    const channels = Array.from({ length: 300 }, (_, at) => ({ ...mean(1), node: `${evil}${at}` }));
    await results.add(0, 0, channels);
    const { document, rows } = await render(results);
    const [data] = document.querySelectorAll('#responses-table script');
    const all = JSON.parse(data.textContent) as string[][];
    expect(all).toHaveLength(300);
    expect(all[0][0]).toBe(`${evil}0`);
    expect(rows('responses-table')).toHaveLength(200);
  });
});

describe('a record of the greatest possible number', () => {
  test('is left out and named, without hiding other figures', async () => {
    const results = await fake({ ...experiment, warmup: 10 });
    const great = Number.MAX_VALUE;
    const records = [
      [5, great],
      [20, great],
      [30, -great],
      [40, great],
      [50, 1],
    ] as const;
    for (const replication of [0, 1, 2]) {
      const common = { node: 'shop/1', unit: '', count: 4, mean: great / 4, minimum: -great, maximum: great, records };
      const channels = (['series', 'time-weighted', 'tally'] as const).map((kind) => ({ ...common, kind, name: kind }));
      const vector = { node: 'shop/1', name: 'vector', kind: 'vector', count: 2, means: [great, 1] };
      // Only during the warm-up, so the mean ignores it.
      const early = {
        node: 'shop/1',
        name: 'early',
        kind: 'tally',
        count: 1,
        mean: 3,
        records: [
          [5, great],
          [50, 3],
        ] as const,
      };
      await results.add(0, replication, [...channels, vector, early, mean(replication)]);
    }
    const { document, rows } = await render(results);
    expect(document.querySelector('.warnings')?.textContent).toContain(
      'Not in the figures, because they are beyond ±1e140: means of shop/1/series (3 replications), ' +
        'shop/1/time-weighted (3 replications), shop/1/tally (3 replications), shop/1/vector (3 replications).',
    );
    expect(rows('responses-table').map(([, name, , , value, , , n]) => [name, value, n])).toEqual([
      ['early', '3', '3'],
      ['series', '', '0 of 3'],
      ['tally', '', '0 of 3'],
      ['time-weighted', '', '0 of 3'],
      ['vector: element 1', '1', '3'],
      ['waiting', '1.0', '3'],
    ]);
    expect(document.querySelector('#missing-notes')?.textContent).toContain(
      'shop/1/series in 3 of 3 replications: it is not finite, or beyond ±1e140; shop/1/tally in 3 of 3',
    );
  });
});

test('replications of another origin are reported on the first screen and in the table', async () => {
  const results = await fake();
  const identity = {
    format: 1,
    engine: '0.1.0',
    platforms: ['Node v20.20.0, linux x64'],
    code: {},
    math: {},
    defaults: { factor: 2, rule: 'fifo' },
    number: 1,
    older: [{ number: 0, differs: "the default of parameter 'factor' was 1 and is now 2" }],
  };
  await writeFile(join(results.folder, 'identity.json'), JSON.stringify(identity));
  for (const replication of [0, 1, 2])
    await results.add(0, replication, [mean(replication)], replication < 2 ? {} : { identity: 1 });
  const { document, rows } = await render(results);
  expect(document.querySelector('.warnings')?.textContent).toContain(
    'Mixed: 2 of 3 replications are older than the others and were kept (--keep): ' +
      "the default of parameter 'factor' was 1 and is now 2.",
  );
  const facts = [...document.querySelectorAll('dl > *')].map(({ textContent }) => textContent);
  expect(facts[facts.indexOf('Defaults of the model') + 1]).toBe('factor 2, rule fifo');
  expect(rows('replications-table').map(([, , status]) => status)).toEqual([
    'FINISHED, older',
    'FINISHED, older',
    'FINISHED',
  ]);
});

describe('a folder without valid results', () => {
  test('is rejected', async () => {
    const results = await fake();
    await rm(join(results.folder, 'experiment.json'));
    await expect(render(results)).rejects.toMatchObject({
      name: 'InvalidInputError',
      code: 'RESULTS_INVALID',
      problems: [{ code: 'FILE_UNREADABLE', place: { file: join(results.folder, 'experiment.json') } }],
    });
  });

  test('is rejected with all problems, by file', async () => {
    const results = await fake({ ...experiment, format: 2, seed: 'seven' });
    await results.add(0, 0, [mean(1)]);
    await results.add(0, 1, [mean(1)], { digest: 5, channels: [{ node: 'n' }], case: 3 });
    await results.add(0, 2, [mean(1)]);
    await results.add(0, 3, [mean(1)]);
    await results.add(1, 0, [mean(1)]);
    await writeFile(results.path(0, 0, 'run.json'), '{ "case": 0,');
    await rm(results.path(0, 2, 'log.parquet'));
    await writeFile(results.path(0, 3, 'log.parquet'), 'PAR1');
    await writeFile(
      join(results.folder, 'experiment.json'),
      JSON.stringify({ ...experiment, format: 2, seed: 'seven', replications: 4 }),
    );
    const error: unknown = await render(results).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'RESULTS_INVALID' });
    const { problems } = error as { problems: { code: string; message: string; place: { file: string } }[] };
    expect(problems.map(({ code, place }) => [place.file.slice(results.folder.length + 1), code])).toEqual([
      ['experiment.json', 'FIELD_INVALID'],
      ['experiment.json', 'FIELD_INVALID'],
      ['case-0000/replication-0000/run.json', 'FILE_FORMAT_UNKNOWN'],
      ['case-0000/replication-0001/run.json', 'FIELD_INVALID'],
      ['case-0000/replication-0001/run.json', 'FIELD_INVALID'],
      ['case-0000/replication-0001/run.json', 'FIELD_INVALID'],
      ['case-0000/replication-0001/run.json', 'FIELD_INVALID'],
      ['case-0000/replication-0001/run.json', 'FIELD_INVALID'],
      ['case-0000/replication-0002/log.parquet', 'FILE_UNREADABLE'],
      ['case-0000/replication-0003/log.parquet', 'FILE_FORMAT_UNKNOWN'],
    ]);
    expect(problems[1].message).toBe('seed is "seven"; it must be a finite number');
  });

  test('a channel that was not logged is rejected', async () => {
    const results = await fake();
    await results.add(0, 0, [mean(1)]);
    await expect(render(results, { channels: ['shop/*', 'none/*'] })).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: [
        { code: 'CHANNEL_UNKNOWN', message: "no channel matches 'none/*'; there are 1, such as shop/1/waiting" },
      ],
    });
  });
});
