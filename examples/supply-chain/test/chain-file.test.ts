import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readChain } from '../src/chain-file.js';
import { chainText, HEADER, problemsOf, readText, refusal } from './chain-text.js';

const DATA = fileURLToPath(new URL('../data/', import.meta.url));
const PART = 'Part,4,,10,2,,,';
const SHOP = 'Shop,1.5,3,2.5,,8,4,1.645,Part,2';
const LIMITS = { lineBytes: 1 << 20, stages: 20_000, arcs: 500_000 };

describe('a good file', () => {
  it('becomes stages in row order', async () => {
    const chain = await readText(chainText(SHOP, PART));
    expect(chain).toEqual({
      name: 'chain',
      stages: [
        {
          id: 'Shop',
          leadTime: 1.5,
          serviceTime: 3,
          costRate: 2.5,
          demand: { mean: 8, deviation: 4 },
          z: 1.645,
          upstream: [{ stage: 'Part', units: 2 }],
          line: 2,
        },
        { id: 'Part', leadTime: 4, serviceTime: null, costRate: 10, demand: null, z: null, upstream: [], line: 3 },
      ],
    });
  });

  it('may have a byte order mark, CRLF, quotes, spaces, empty rows, and no newline at the end', async () => {
    const plain = await readText(chainText(PART, SHOP));
    const quoted = `\uFEFF${HEADER}\r\n\r\n"Part", 4,,"10",2,,,\r\n,,,,,,,\r\n"Shop",1.5,3,2.5,,8,4,1.645,"Part",2`;
    const stages = (await readText(quoted)).stages.map((stage) => ({ ...stage, line: 0 }));
    expect(stages).toEqual(plain.stages.map((stage) => ({ ...stage, line: 0 })));
    expect((await readText(quoted)).stages.map(({ line }) => line)).toEqual([3, 5]);
  });

  it('may have commas and quotes in an id', async () => {
    const chain = await readText(chainText('"Bolt, 3"" long",4,,10,2,,,', 'Shop,1,,1,,8,4,1.6,"Bolt, 3"" long",2'));
    expect(chain.stages[0]?.id).toBe('Bolt, 3" long');
    expect(chain.stages[1]?.upstream).toEqual([{ stage: 'Bolt, 3" long', units: 2 }]);
  });

  it('may have its columns in another order, and additional ones', async () => {
    const header =
      'note,cost_rate,stage_id,ext_demand_thres,ext_demand_std,ext_demand_mean,max_s_time,lead_time,up_stages';
    const chain = await readText(`${header}\nx,10,Part,,,,,4\ny,2.5,Shop,1.645,4,8,3,1.5,Part,2\n`);
    expect(chain).toEqual(await readText(chainText(PART, SHOP)));
  });

  it.each(readdirSync(DATA).filter((name) => name.endsWith('.csv')))(
    '%s of the data set is a good file',
    async (name) => {
      const chain = await readChain(DATA + name);
      expect(chain.name).toBe(name.slice(0, -4));
      expect(chain.stages.some(({ demand }) => demand !== null)).toBe(true);
    },
  );

  it('keeps all stages and arcs of chain_38', async () => {
    const { stages } = await readChain(`${DATA}chain_38.csv`);
    expect(stages).toHaveLength(2025);
    expect(stages.reduce((arcs, { upstream }) => arcs + upstream.length, 0)).toBe(16225);
  });
});

describe('a bad row', () => {
  it.each([
    ['no id', ',4,,10,2,,,', 'STAGE_ID_MISSING'],
    ['control characters in the id', 'Pa\u0000rt,4,,10,2,,,', 'STAGE_ID_INVALID'],
    ['no lead time', 'Part,,,10,2,,,', 'NUMBER_MISSING'],
    ['a row that ends early', 'Part,4', 'NUMBER_MISSING'],
    ['a word for a lead time', 'Part,soon,,10,2,,,', 'NUMBER_INVALID'],
    ['NaN', 'Part,NaN,,10,2,,,', 'NUMBER_INVALID'],
    ['Infinity', 'Part,Infinity,,10,2,,,', 'NUMBER_INVALID'],
    ['a number that overflows', 'Part,1e999,,10,2,,,', 'NUMBER_INVALID'],
    ['a hexadecimal number', 'Part,0x10,,10,2,,,', 'NUMBER_INVALID'],
    ['a negative lead time', 'Part,-4,,10,2,,,', 'NUMBER_OUT_OF_RANGE'],
    ['a negative service time', 'Part,4,-1,10,2,,,', 'NUMBER_OUT_OF_RANGE'],
    ['a negative cost', 'Part,4,,-10,2,,,', 'NUMBER_OUT_OF_RANGE'],
    ['negative demand', 'Part,4,,10,2,-8,4,', 'NUMBER_OUT_OF_RANGE'],
    ['a negative deviation', 'Part,4,,10,2,8,-4,', 'NUMBER_OUT_OF_RANGE'],
    ['demand without deviation', 'Part,4,,10,2,8,,', 'DEMAND_INCOMPLETE'],
    ['deviation without demand', 'Part,4,,10,2,,4,', 'DEMAND_INCOMPLETE'],
    ['a z-value that is not a number', 'Part,4,,10,2,8,4,95%', 'NUMBER_INVALID'],
    ['an upstream stage without units', 'Part,4,,10,2,,,,Ore', 'UNITS_MISSING'],
    ['units without an upstream stage', 'Part,4,,10,2,,,,,3', 'UPSTREAM_MISSING'],
    ['zero units', 'Part,4,,10,2,,,,Ore,0', 'NUMBER_OUT_OF_RANGE'],
    ['negative units', 'Part,4,,10,2,,,,Ore,-1', 'NUMBER_OUT_OF_RANGE'],
    ['units that are not a number', 'Part,4,,10,2,,,,Ore,two', 'NUMBER_INVALID'],
    ['an upstream stage twice', 'Part,4,,10,2,,,,Ore,1,Ore,2', 'UPSTREAM_REPEATED'],
    ['a stage that needs itself', 'Part,4,,10,2,,,,Part,1', 'UPSTREAM_SELF'],
    ['an unknown upstream stage', 'Part,4,,10,2,,,,Wood,1', 'UPSTREAM_UNKNOWN'],
    ['a duplicate id', 'Ore,4,,10,2,,,', 'STAGE_REPEATED'],
    ['an unclosed quote', '"Part,4,,10,2,,,', 'QUOTES_INVALID'],
    ['a quote inside a cell', 'Pa"rt,4,,10,2,,,', 'QUOTES_INVALID'],
  ])('is refused with its line: %s', async (_, row, code) => {
    const error = await refusal(readText(chainText('Ore,4,,10,2,,,', row)));
    expect(error.code).toBe('CHAIN_INVALID');
    expect(problemsOf(error)).toEqual([`${code}@3`]);
    expect(error.message).toMatch(/chain\.csv:3: /);
  });
});

describe('a file as a whole', () => {
  it('is refused with all its problems at once, in the order of lines', async () => {
    const rows = ['A,-1,,x,2,,,,Missing,1', 'B,1,,1,2,-5,2,1.6,A', 'C,1,,1,2,,,,D,1', 'D,1,,1,2,,,,C,1'];
    expect(problemsOf(await refusal(readText(chainText(...rows))))).toEqual([
      'NUMBER_OUT_OF_RANGE@2',
      'NUMBER_INVALID@2',
      'UPSTREAM_UNKNOWN@2',
      'NUMBER_OUT_OF_RANGE@3',
      'UNITS_MISSING@3',
      'CYCLE@4',
    ]);
  });

  it('lists 50 problems and counts the rest', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `Part_${i},-1,,10,2,,,`);
    const { problems } = await refusal(readText(chainText(...rows)));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toMatchObject({ code: 'PROBLEMS_OMITTED', message: expect.stringContaining('150 more') });
  });

  it.each([
    ['nothing', '', 'FILE_EMPTY@-'],
    ['empty lines only', '\n\r\n\n', 'FILE_EMPTY@-'],
    ['a header only', `${HEADER}\n`, 'STAGES_MISSING@-'],
    ['no header', `${PART}\n`, 'COLUMN_MISSING@1'],
    ['up_stages before other columns', `${HEADER},note\n${PART}\n`, 'COLUMN_MISPLACED@1'],
    ['a column twice', `lead_time,${HEADER}\n1,${PART}\n`, 'COLUMN_REPEATED@1'],
    ['lines that end with CR only', chainText(PART).replaceAll('\n', '\r'), 'COLUMN_MISSING@1'],
    ['UTF-16', Buffer.from(`\uFEFF${chainText(PART)}`, 'utf16le'), 'TEXT_INVALID@1'],
    [
      'the bytes of an image',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
      'TEXT_INVALID@1',
    ],
    ['zero bytes', new Uint8Array(5000), 'COLUMN_MISSING@1'],
  ])('is refused: %s', async (_, content, problem) => {
    expect(problemsOf(await refusal(readText(content)))).toEqual([problem]);
  });

  it('says which columns are missing', async () => {
    const text = chainText(PART).replace('lead_time,', '').replace('cost_rate', 'cost');
    expect((await refusal(readText(text))).message).toContain('columns `lead_time`, `cost_rate` are missing');
  });

  it('prints a cycle stage by stage', async () => {
    const rows = ['A,1,,1,2,,,,B,1', 'B,1,,1,2,,,,C,1', 'C,1,,1,2,,,,A,1', 'Shop,1,,1,2,8,4,1.6,A,1'];
    expect((await refusal(readText(chainText(...rows)))).message).toContain('A → B → C → A');
  });

  it('suggests a similar name', async () => {
    const { message } = await refusal(readText(chainText('Part_0001,4,,10,2,,,', 'Shop,1,,1,2,8,4,1.6,part_001,1')));
    expect(message).toContain('did you mean "Part_0001"?');
  });

  it('does not report a stage as unknown if its row could not be read', async () => {
    expect(problemsOf(await refusal(readText(chainText('"Part,4,,10,2,,,', SHOP))))).toEqual(['QUOTES_INVALID@2']);
  });

  it('continues after a line that is not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\n`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('Part,-1,,1,2,,,\n'),
    ]);
    expect(problemsOf(await refusal(readText(bytes)))).toEqual(['TEXT_INVALID@2', 'NUMBER_OUT_OF_RANGE@3']);
  });

  it('is refused if it does not exist', async () => {
    const error = await refusal(readChain('no-such-chain.csv'));
    expect(problemsOf(error)).toEqual(['FILE_UNREADABLE@-']);
    expect(error.message).toContain('no-such-chain.csv: there is no such file');
  });

  it('is refused if it is a directory', async () => {
    expect((await refusal(readChain(tmpdir()))).message).toContain('this is a directory');
  });

  it('is refused if its path is invalid', async () => {
    expect(problemsOf(await refusal(readChain('a\0b')))).toEqual(['FILE_UNREADABLE@-']);
  });

  it('is refused if it has too many stages or arcs', async () => {
    const text = chainText(PART, SHOP);
    expect(problemsOf(await refusal(readText(text, { ...LIMITS, stages: 1 })))).toEqual(['CHAIN_TOO_LARGE@3']);
    expect(problemsOf(await refusal(readText(text, { ...LIMITS, arcs: 0 })))).toEqual(['CHAIN_TOO_LARGE@3']);
  });
});

describe('a line of 50 MB', () => {
  const MEGABYTE = 1 << 20;

  it.each([
    ['letters', 'x'],
    ['commas', ','],
    ['quotes', '"'],
  ])('of %s is refused with its line number, and only its beginning is read', async (_, letter) => {
    const piece = Buffer.alloc(MEGABYTE, letter);
    const before = process.memoryUsage.rss();
    const error = await refusal(readText([Buffer.from(chainText(PART)), ...Array.from({ length: 50 }, () => piece)]));
    expect(problemsOf(error)).toEqual(['LINE_TOO_LONG@3']);
    // A reader that held the line would need at least its 50 MB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(40 * MEGABYTE);
  });

  it('is checked against the limit to the byte', async () => {
    const row = `${PART}${' '.repeat(1000)}`;
    const lineBytes = row.length;
    expect((await readText(chainText(row), { ...LIMITS, lineBytes })).stages).toHaveLength(1);
    const error = await refusal(readText(chainText(row), { ...LIMITS, lineBytes: lineBytes - 1 }));
    expect(problemsOf(error)).toEqual(['LINE_TOO_LONG@2']);
  });
});
