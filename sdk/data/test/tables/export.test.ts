import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportTables, type TableFormat, type TableOptions, scenarioFromTables } from '@disco-engine/data';
import { Scenario, ScenarioBuilder, type ScenarioData } from '@disco-engine/sdk';
import { folderWith } from './folder.js';

async function readBack(folder: string): Promise<Scenario> {
  const options = JSON.parse(await readFile(join(folder, 'tables.json'), 'utf8')) as TableOptions;
  return scenarioFromTables({ ...options, folder });
}

/** The whole scenario, with texts instead of codes, because codes may be numbered differently. */
function comparable({ vertices, edges, ...rest }: ScenarioData): unknown {
  const tables = [vertices, edges].map((all) =>
    all.map(([name, columns]) => [
      name,
      columns.map(([column, values]) => [
        column,
        values.type === 'text'
          ? { type: 'text', texts: Array.from(values.codes, (code) => values.texts[code]) }
          : {
              ...values,
              ...('missing' in values && { missing: values.missing?.includes(1) ? values.missing : undefined }),
            },
      ]),
    ]),
  );
  return { ...rest, tables };
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((key) => !key.includes('\0'));

const scenarios = fc
  .record({
    keys: fc.uniqueArray(text, { minLength: 1, maxLength: 12 }),
    values: fc.array(
      fc.record(
        {
          number: fc.double(),
          flag: fc.boolean(),
          big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
          text: fc.oneof(text, fc.constant(''), fc.constant(' "a",\n')),
          value: fc
            .jsonValue({ maxDepth: 2 })
            .map((value): unknown => JSON.parse(JSON.stringify(value)))
            .filter((value) => value !== null),
        },
        { requiredKeys: [] },
      ),
      { minLength: 12, maxLength: 12 },
    ),
    labels: fc.array(fc.uniqueArray(fc.constantFrom('site=Ulm', 'site=B|n', 'size=1', 'a b=c,"d'), { maxLength: 3 }), {
      minLength: 12,
      maxLength: 12,
    }),
    edges: fc.uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { selector: ([a, b]) => a * 12 + b, maxLength: 20 }),
    weight: fc.double({ min: 0, noDefaultInfinity: true, noNaN: true }),
  })
  .map(({ keys, values, labels, edges, weight }) => {
    const builder = new ScenarioBuilder('plant');
    keys.forEach((key, index) =>
      builder.vertex(index % 3 === 0 ? 'shop' : 'stage', key, values[index], { labels: labels[index], weight }),
    );
    for (const [from, to] of edges) {
      if (from === to || from >= keys.length || to >= keys.length) continue;
      builder.edge('order', keys[from], keys[to], weight, { units: from });
    }
    return builder.build();
  });

it.each<TableFormat>(['parquet', 'csv', 'jsonl'])('writes %s that reads back as the same scenario', async (format) => {
  const folder = await folderWith({});
  let round = 0;
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const target = join(folder, String(round++));
      await exportTables(scenario, { folder: target, format });
      expect(comparable(await (await readBack(target)).toData())).toEqual(comparable(await scenario.toData()));
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

it('leaves nothing behind if it fails', async () => {
  const folder = await folderWith({ there: '' });
  const scenario = new ScenarioBuilder().vertex('stage', 'a', { Cover: 1, cover: 2 }).build();
  await expect(exportTables(scenario, { folder: join(folder, 'out') })).rejects.toMatchObject({
    code: 'SCENARIO_UNSTORABLE',
  });
  const empty = new ScenarioBuilder().vertex('stage', 'a', {}, { labels: ['site='] }).build();
  await expect(exportTables(empty, { folder: join(folder, 'out') })).rejects.toMatchObject({
    code: 'SCENARIO_UNSTORABLE',
  });
  await expect(exportTables(scenario, { folder: join(folder, 'there') })).rejects.toMatchObject({
    code: 'FOLDER_EXISTS',
  });
  expect(await readdir(folder)).toEqual(['there']);
});

it('removes leftovers of a killed export to the same folder, and nothing else', async () => {
  const folder = await folderWith({});
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const name = (target: string, process_: number): string => `.${target}.${hostname()}-${process_}.partial`;
  const [left, foreign, alive] = [name('out', ended), name('other', ended), name('out', process.ppid)];
  for (const each of [left, foreign, alive]) await mkdir(join(folder, each, 'inside'), { recursive: true });
  const scenario = new ScenarioBuilder('tiny').vertex('town', 'a').build();
  await exportTables(scenario, { folder: join(folder, 'out'), format: 'csv' });
  expect((await readdir(folder)).sort()).toEqual([foreign, alive, 'out'].sort());
});

it.each<TableFormat>(['parquet', 'csv', 'jsonl'])(
  'keeps odd names of types, layers and columns: %s',
  async (format) => {
    const folder = await folderWith({});
    const target = join(folder, 'o*[u]?t');
    const names = ['__proto__', 'a*b', 'constructor', 'x/[y]?', 'ab'];
    const builder = new ScenarioBuilder('odd');
    for (const [at, name] of names.entries()) {
      const data = Object.fromEntries([[name, at]]);
      builder.vertex(name, `v${at}`, data, { labels: [`${name}=1`] });
      if (at > 0) builder.edge(name, 'v0', `v${at}`, 1, data);
      else builder.edge(name, 'v1', 'v2', 1, data);
    }
    const scenario = builder.build();
    expect(scenario.nodeTypes).toEqual([...names].sort());
    await exportTables(scenario, { folder: target, format });
    expect(comparable(await (await readBack(target)).toData())).toEqual(comparable(await scenario.toData()));
  },
);

it('reports an unwritable place with a code', async () => {
  const folder = await folderWith({ plain: '' });
  const scenario = new ScenarioBuilder().vertex('stage', 'a').build();
  const refused = {
    code: 'EXPORT_FAILED',
    message: expect.stringMatching(/cannot be written: .*; make room/) as string,
  };
  await expect(exportTables(scenario, { folder: join(folder, 'plain', 'out') })).rejects.toMatchObject(refused);
  const long = new ScenarioBuilder().vertex('s'.repeat(300), 'a').build();
  await expect(exportTables(long, { folder: join(folder, 'out') })).rejects.toMatchObject(refused);
  expect(await readdir(folder)).toEqual(['plain']);
});

// A limit on file size simulates a full disk: writing stops at the same point.
it.skipIf(process.platform === 'win32').each(['parquet', 'csv'])(
  'leaves nothing behind on a full disk: %s',
  async (format) => {
    const folder = await folderWith({});
    const script = fileURLToPath(new URL('fixtures/export-many.mjs', import.meta.url));
    const command = `ulimit -f 8 && exec "$0" "$@"`;
    const { stdout } = spawnSync('bash', ['-c', command, process.execPath, script, join(folder, 'out'), format], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^EXPORT_FAILED .*cannot be written: /);
    expect(await readdir(folder)).toEqual([]);
  },
);
