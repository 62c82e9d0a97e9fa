import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { experiment, FakeResults } from '../../../../sdk/report/test/fake-results.js';
import { results as linesOfResults } from '../../src/results/results-command.js';
import { textOf } from '../../src/terminal/styled.js';
import { Disco, type Outcome } from '../command/disco.js';

/** The output of the command. */
async function results(argv: readonly string[]): Promise<string> {
  const printed = await linesOfResults(argv);
  return typeof printed === 'object' ? textOf(printed) : String(printed);
}

const disco = new Disco();
let folder: FakeResults;

/** Two cases of three replications, of which one has failed, one has no sales, and one is missing. */
beforeEach(async () => {
  const cases = [1, 2].map((speed, number) => ({ number, parameters: { speed, mode: 'fast' } }));
  folder = await FakeResults.make({ ...experiment, cases });
  for (const [number, replication] of [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
  ] as const)
    await folder.add(number, replication, [
      { node: 'chain', name: 'sales', unit: 'pieces', kind: 'tally', count: 1, mean: 10 * number + replication / 8 },
      { node: 'shop/Ulm', name: 'mood', kind: 'state', count: 1, shares: { good: 0.75, bad: 0.25 } },
    ]);
  await folder.add(1, 1, [{ node: 'chain', name: 'sales', unit: 'pieces', kind: 'tally', count: 0, mean: null }]);
  const error = { code: 'HANDLER_FAILED', message: 'on fire', place: {} };
  await folder.add(1, 2, [], { status: 'FAILED', digest: '', error });
});
afterEach(async () => {
  disco.close();
  await folder.close();
});

const at = (file: string): string => join(folder.folder, file);

describe('disco results', () => {
  it('prints a table, and reasons to doubt its figures', async () => {
    expect(await results([folder.folder])).toBe(
      [
        'depots: 5 of 6 replications finished, 1 failed',
        'in all cases: mode fast',
        '',
        'response              case  speed   mean  ± 95 %       n  caution',
        'chain/sales (pieces)     0      1   0.13    0.31       3  few',
        'chain/sales (pieces)     1      2  10       -     1 of 3  few',
        'shop/Ulm/mood: bad       0      1   0.25    0          3  constant',
        'shop/Ulm/mood: bad       1      2   0.25    -     1 of 3  few',
        'shop/Ulm/mood: good      0      1   0.75    0          3  constant',
        'shop/Ulm/mood: good      1      2   0.75    -     1 of 3  few',
        '',
        'few: fewer than ten values, too few to estimate their deviation',
        'constant: values that do not vary; a rare event may not have happened yet',
        'missing: chain/sales (case 1): nothing was recorded after the warm-up',
        'case 1, replication 2 failed: on fire [HANDLER_FAILED]',
        '',
      ].join('\n'),
    );
  });

  it('prints the differences of two folders, between the cases with the same parameters', async () => {
    // The cases are the other way round, and have three replications each.
    const cases = [2, 1].map((speed, number) => ({ number, parameters: { speed, mode: 'fast' } }));
    for (const seed of [7, 8]) {
      const other = await FakeResults.make({ ...experiment, cases, seed });
      for (const [number, level] of [12, 1].entries())
        for (const replication of [0, 1, 2])
          await other.add(number, replication, [
            { node: 'chain', name: 'sales', unit: 'pieces', kind: 'tally', count: 1, mean: level + replication / 4 },
          ]);
      const lines = (await results([folder.folder, other.folder])).split('\n');
      const rows = lines.slice(3, 6).map((line) => line.trim().split(/ {2,}/));
      // 1, 1.125 and 1.25 apart pair by pair in case 0: 4.302653 · 0.125 / √3. Case 1 has a single value.
      const [head, ...ofCases] = rows;
      expect(head).toEqual(['response', 'case', 'with', 'first', 'second', 'difference', '± 95 %', 'n', 'verdict']);
      if (seed === experiment.seed) {
        expect(ofCases).toEqual([
          // Two cases share the error probability: the 0.9875 quantile of t with 2 degrees of freedom is 6.2053.
          ['chain/sales (pieces)', '0, 1', 'speed 1', '0.125', '1.25', '1.13', '0.45', '3', 'greater'],
          ['chain/sales (pieces)', '1, 0', 'speed 2', '10', '12', '2', '-', '1'],
        ]);
        expect(lines.at(-2)).toMatch(
          /^difference: second minus first, over the replications that both have, pair by pair/,
        );
      } else {
        expect(ofCases.map((row) => [row[3], row[4], row[7]])).toEqual([
          ['0.125', '1.25', '3, 3'],
          ['10', '12.25', '1, 3'],
        ]);
        expect(lines.at(-2)).toMatch(/independent replications, because the seeds differ$/);
      }
      await other.close();
    }
  });

  it('compares cases by the parameters in which they differ, and says in what the folders differ', async () => {
    const compare = async (cases: readonly { readonly speed: number; readonly mode: string }[]): Promise<Outcome> => {
      const numbered = cases.map((parameters, number) => ({ number, parameters }));
      const other = await FakeResults.make({ ...experiment, cases: numbered });
      for (const [number, { speed }] of cases.entries())
        for (const replication of [0, 1])
          await other.add(number, replication, [
            {
              node: 'chain',
              name: 'sales',
              unit: 'pieces',
              kind: 'tally',
              count: 1,
              mean: speed === 1 ? replication / 8 : 10,
            },
          ]);
      const outcome = await disco.run('results', folder.folder, other.folder);
      await other.close();
      return outcome;
    };
    const { stdout } = await compare([
      { speed: 3, mode: 'slow' },
      { speed: 1, mode: 'slow' },
    ]);
    expect(stdout).toMatch(/chain\/sales \(pieces\) +0, 1 +speed 1 +\S+ +\S+ +0 +0 +2 +equal so far/);
    expect(stdout).toContain('caution: a difference of ± 0 is the same in every replication');
    expect(stdout).toContain('note: mode is "fast" in the first folder and "slow" in the second\n');
    expect(stdout).toContain('note: not compared: 2 cases with parameters that the other folder lacks\n');
    const none = await compare([{ speed: 7, mode: 'slow' }]);
    expect(none).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'no case of the first folder has the same speed as a case of the second',
      ) as string,
    });
  });

  it('lists the parameters that no case sets once, with the defaults of the model', async () => {
    const defaults = { speed: 5, mode: 'slow', gap: 0.25, rule: 'fifo' };
    const identity = { format: 1, engine: '0.1.0', platforms: ['here'], code: {}, math: {}, defaults };
    await writeFile(at('identity.json'), JSON.stringify(identity));
    const lines = (await results([folder.folder])).split('\n');
    expect(lines.slice(1, 3)).toEqual(['in all cases: mode fast', 'defaults of the model: gap 0.25, rule fifo']);
    const { stdout } = await disco.run('results', folder.folder, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ defaults });
  });

  it('prints a row for each case, with the responses beside each other', async () => {
    expect(await results([folder.folder, '--by-case'])).toBe(
      [
        'depots: 5 of 6 replications finished, 1 failed',
        'in all cases: mode fast',
        '',
        'case  speed  chain/sales (pieces)  shop/Ulm/mood: bad  shop/Ulm/mood: good',
        '   0      1           0.13 ± 0.31            0.25 ± 0             0.75 ± 0',
        '   1      2          10                      0.25                 0.75    ',
        '',
        'few: fewer than ten values, too few to estimate their deviation: chain/sales (case 0), chain/sales (case 1), ' +
          'shop/Ulm/mood: bad (case 1), shop/Ulm/mood: good (case 1)',
        'constant: values that do not vary; a rare event may not have happened yet: shop/Ulm/mood: bad (case 0), ' +
          'shop/Ulm/mood: good (case 0)',
        'missing: chain/sales (case 1): nothing was recorded after the warm-up',
        'case 1, replication 2 failed: on fire [HANDLER_FAILED]',
        '',
      ]
        .map((line) => line.trimEnd())
        .join('\n'),
    );
  });

  it('writes a row for each case as CSV', async () => {
    const file = at('cases.csv');
    await results([folder.folder, '--by-case', '--response', 'chain/sales', '--out', file]);
    expect((await readFile(file, 'utf8')).split('\r\n')).toEqual([
      'case,speed,mode,chain/sales,chain/sales ±,chain/sales n',
      expect.stringMatching(/^0,1,fast,0\.125,0\.3105\d+,3$/),
      '1,2,fast,10,,1',
      '',
    ]);
    await expect(results([folder.folder, '--by-case', '--json'])).rejects.toThrow('leave out --by-case');
  });

  it('prints chosen responses, by name or by pattern', async () => {
    const rows = async (...patterns: readonly string[]): Promise<string[]> => {
      const text = await results([folder.folder, ...patterns.flatMap((pattern) => ['--response', pattern])]);
      return String(text)
        .split('\n')
        .filter((line) => /^(chain|shop)/.test(line))
        .map((line) => line.split(/ {2,}/)[0]);
    };
    expect(await rows('chain/sales')).toEqual(['chain/sales (pieces)', 'chain/sales (pieces)']);
    expect(await rows('shop/*: good', 'chain/*')).toEqual(
      ['chain/sales (pieces)', 'shop/Ulm/mood: good'].flatMap((name) => [name, name]),
    );
  });

  it('shows forty responses if none is chosen', async () => {
    const many = Array.from({ length: 60 }, (_, key) => ({
      node: `n/${key}`,
      name: 'x',
      kind: 'tally',
      count: 1,
      mean: 1,
    }));
    await folder.add(0, 0, many);
    const text = String(await results([folder.folder]));
    expect(text.split('\n').filter((line) => /^(n|chain|shop)\//.test(line))).toHaveLength(2 * 40);
    expect(text).toContain('23 more responses; choose with --response NAME, or use --csv or --parquet for all');
    expect(String(await results([folder.folder, '--response', '*']))).not.toContain('more responses');
  });

  it('writes one long table as CSV, to stdout or a file', async () => {
    const expected = [
      'case,replication,speed,mode,response,unit,value',
      '0,0,1,fast,chain/sales,pieces,0',
      '0,1,1,fast,chain/sales,pieces,0.125',
      '0,2,1,fast,chain/sales,pieces,0.25',
      '1,0,2,fast,chain/sales,pieces,10',
      '1,1,2,fast,chain/sales,pieces,',
      '1,2,2,fast,chain/sales,pieces,',
      '',
    ].join('\r\n');
    const { code, stdout } = await disco.start('results', folder.folder, '--response', 'chain/sales', '--csv');
    expect([code, stdout]).toEqual([0, expected]);
    const told = await results([folder.folder, '--response', 'chain/sales', '--out', at('sales.csv')]);
    expect(told).toBe(`wrote ${at('sales.csv')}: 1 response, 6 replications, 2 cases\n`);
    expect(await readFile(at('sales.csv'), 'utf8')).toBe(expected);
    expect((await readdir(folder.folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('writes the same table as Parquet', async () => {
    await results([folder.folder, '--parquet', at('all.parquet')]);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    // The query of docs/guides/experiments.md, on other results.
    const page = await readFile(new URL('../../../../docs/guides/experiments.md', import.meta.url), 'utf8');
    const sql = (/```sql\n(.*?)```/s.exec(page)?.[1] ?? '')
      .replace('load', 'speed')
      .replace('server/s/work', 'chain/sales')
      .replace('results.parquet', at('all.parquet'));
    const rows = (await connection.runAndReadAll(sql)).getRows().map(([speed, mean, , count]) => [speed, mean, count]);
    expect(rows.sort()).toEqual([
      [1, 0.125, 3n],
      [2, 10, 1n],
    ]);
    expect((await connection.runAndReadAll(`SELECT count(*) FROM '${at('all.parquet')}'`)).getRows()).toEqual([[18n]]);
    connection.closeSync();
    instance.closeSync();
  });

  it('writes means, intervals and values as JSON', async () => {
    await results([folder.folder, '--json', '--response', 'chain/sales', '--out', at('sales.txt')]);
    const { cases, ...rest } = JSON.parse(await readFile(at('sales.txt'), 'utf8')) as { cases: unknown[] };
    expect(rest).toEqual({
      experiment: 'depots',
      model: 'supply-chain',
      confidence: 0.95,
      defaults: {},
      notes: [],
    });
    expect(cases[1]).toEqual({
      case: 1,
      parameters: { speed: 2, mode: 'fast' },
      replications: { asked: 3, finished: 2, failed: 1 },
      responses: [
        {
          name: 'chain/sales',
          unit: 'pieces',
          mean: 10,
          lower: null,
          upper: null,
          halfWidth: null,
          n: 1,
          missing: 2,
          reason: 'nothing was recorded after the warm-up',
          warning: 'few',
          values: [10],
        },
      ],
    });
  });
});

describe('responses that are declared', () => {
  let declared: FakeResults;
  beforeEach(async () => {
    const [cost, served] = [
      { name: 'cost', kind: 'value', unit: '€', text: '' },
      { name: 'served', kind: 'ratio', unit: '', text: '' },
    ];
    declared = await FakeResults.make({ ...experiment, replications: 2, responses: [cost, served] });
    const channels = [{ node: 'chain', name: 'sales', kind: 'tally', count: 1, mean: 1 }];
    for (const [replication, numerator] of [9, 1].entries()) {
      const own = { cost: replication === 0 ? 5 : { missing: 'nobody came' }, served: { numerator, denominator: 10 } };
      await declared.add(0, replication, channels, { responses: own });
    }
  });
  afterEach(() => declared.close());

  it('are shown in the table, with reasons for missing values, and with ratios of sums', async () => {
    const text = String(await results([declared.folder]));
    expect(text).toMatch(/^cost \(€\) +5 +- +1 of 2 +few$/m);
    expect(text).toMatch(/^served +0\.5 +\S+ +2 +few$/m);
    expect(text).toContain('missing: cost: nobody came');
    expect(text).toContain('1 more response; choose with --response NAME');
    expect(text).not.toContain('chain/sales');
    expect(await results([declared.folder, '--response', '*'])).toContain('chain/sales');
  });

  it('are rows of the exported table, ratios with numerator and denominator', async () => {
    const out = join(declared.folder, 'all.csv');
    await results([declared.folder, '--out', out]);
    expect((await readFile(out, 'utf8')).split('\r\n')).toEqual([
      'case,replication,response,unit,value,numerator,denominator',
      '0,0,cost,€,5,,',
      '0,0,served,,0.9,9,10',
      '0,0,chain/sales,,1,,',
      '0,1,cost,€,,,',
      '0,1,served,,0.1,1,10',
      '0,1,chain/sales,,1,,',
      '',
    ]);
  });
});

describe('disco results refuses', () => {
  const problems = async (...argv: readonly string[]): Promise<unknown> => {
    const error: unknown = await results(argv).catch((thrown: unknown) => thrown);
    return error;
  };

  it('flags that exclude each other, or have no value', async () => {
    expect(await problems(folder.folder, '--csv', '--json')).toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: [{ code: 'OPTION_INVALID', message: '--csv and --json exclude each other; give only one' }],
    });
    expect(await problems(folder.folder, '--parquet', 'a', '--out', 'b.parquet')).toMatchObject({
      problems: [{ code: 'OPTION_INVALID' }],
    });
    expect(await problems(folder.folder, '--out', 'table.xlsx', '--respones', 'x')).toMatchObject({
      problems: [{ code: 'OPTION_UNKNOWN' }, { code: 'VALUE_INVALID' }],
    });
  });

  it('unknown responses, with a suggestion for each', async () => {
    expect(await problems(folder.folder, '--response', 'chain/sale', '--response', 'depot/*')).toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: [
        { code: 'RESPONSE_UNKNOWN', message: "no response is named 'chain/sale'; did you mean 'chain/sales'?" },
        {
          code: 'RESPONSE_UNKNOWN',
          message:
            "no response is named 'depot/*'; there are 3, such as chain/sales, shop/Ulm/mood: bad, shop/Ulm/mood: good",
        },
      ],
    });
  });

  it('a folder without results, and a file that cannot be written', async () => {
    expect(await problems(at('nothing'))).toMatchObject({
      code: 'RESULTS_INVALID',
      problems: [{ code: 'FILE_UNREADABLE' }],
    });
    const out = at('no/such/folder.csv');
    expect(await problems(folder.folder, '--out', out)).toMatchObject({
      code: 'RESULTS_UNWRITABLE',
      message: expect.stringContaining(`the table cannot be written to ${out}`) as string,
    });
  });
});
