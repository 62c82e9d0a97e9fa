import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { scenarioFromTables, type TableOptions, type VertexTableOptions } from '@disco-engine/data';
import type { ColumnType } from '@disco-engine/sdk';
import { folderWith, problemsOf } from './folder.js';

afterEach(() => void vi.restoreAllMocks());

interface Read {
  readonly keys: readonly string[];
  readonly labels: readonly string[];
  readonly columns: Readonly<Record<string, readonly [type: ColumnType, ...values: unknown[]]>>;
  /** Assumptions, each as `file code message`. */
  readonly assumed: readonly string[];
}

/** Reads a table of vertices of type `stage`. */
async function read(
  content: string | Uint8Array,
  options: Partial<VertexTableOptions> = {},
  file = 'stages.csv',
): Promise<Read> {
  const assumed: string[] = [];
  const folder = await folderWith({ [file]: content });
  const tables: TableOptions = { folder, vertices: { stage: { from: file, ...options } } };
  const scenario = await scenarioFromTables(tables, {
    onAssumption: ({ code, message, place }) => void assumed.push(`${place?.file} ${code} ${message}`),
  });
  const names = [...(scenario.columns.vertices.get('stage') ?? new Map<string, ColumnType>()).keys()];
  const columns = await scenario.columns.read({ nodeType: 'stage' }, names);
  const entries = columns.map((column, at) => {
    const values = column.type === 'text' ? Array.from(column.codes, (code) => column.texts[code]) : [...column.values];
    return [names[at], [column.type, ...values]] as const;
  });
  const { keys, labels } = scenario.graph;
  return { keys, labels: labels.names, columns: Object.fromEntries(entries), assumed };
}

async function refused(content: string | Uint8Array, options: Partial<VertexTableOptions> = {}, file = 'stages.csv') {
  const folder = await folderWith({ [file]: content });
  vi.spyOn(process, 'emitWarning').mockReturnValue();
  return problemsOf({ folder, vertices: { stage: { from: file, ...options } } });
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('numbers', () => {
  it('with a decimal comma are read, with a notice', async () => {
    const { columns, assumed } = await read('stage;cover;lead\na;1,5;3\nb;-0,25;4\nc;2;1,5e2\n');
    expect(columns).toEqual({ cover: ['float64', 1.5, -0.25, 2], lead: ['float64', 3, 4, 150] });
    expect(assumed).toEqual([
      expect.stringMatching(/^stages.csv DELIMITER_ASSUMED cells appear to be separated by ';'/),
      expect.stringMatching(/^stages.csv NUMBERS_ASSUMED numbers are read as in 1234,5 \(decimal: ","\), .*'cover'/),
    ]);
  });

  it.each([
    ['stage,n\na,"1,234.5"\nb,"12,345,678"\nc,7\n', [1234.5, 12_345_678, 7]],
    ['stage;n\na;1.234,5\nb;12.345.678\nc;7\n', [1234.5, 12_345_678, 7]],
    ['stage;n\na;1 234,5\nb;12\u00a0345\u202f678\nc;7\n', [1234.5, 12_345_678, 7]],
    ["stage,n\na,1'234.5\nb,12'345’678\nc,7\n", [1234.5, 12_345_678, 7]],
    ['stage\tn\na\t1.234,5\nb\t1,5\nc\t1.234\n', [1234.5, 1.5, 1234]],
  ])('with thousands separators are read, with a notice: %j', async (content, values) => {
    const { columns, assumed } = await read(content);
    expect(columns).toEqual({ n: ['float64', ...values] });
    expect(assumed.join()).toContain('NUMBERS_ASSUMED');
  });

  it('are read as the options say, without a notice, even if the cells alone are inconclusive', async () => {
    const content = 'stage;n\na;1.234\nb;5.678\n';
    const options = { delimiter: ';', decimal: ',', thousands: '.' } as const;
    expect(await read(content, options)).toMatchObject({ columns: { n: ['int32', 1234, 5678] }, assumed: [] });
    expect(await read(content, { delimiter: ';', decimal: '.' })).toMatchObject({
      columns: { n: ['float64', 1.234, 5.678] },
      assumed: [],
    });
    const declared = { ...options, columns: { n: 'float64' }, weight: false } as const;
    expect((await read(content, declared)).columns).toEqual({ n: ['float64', 1234, 5678] });
    const lines = '{"stage":"a","n":"1,5"}\n';
    const ofText = { decimal: ',', columns: { n: 'float64' } } as const;
    expect((await read(lines, ofText, 'stages.jsonl')).columns).toEqual({ n: ['float64', 1.5] });
  });

  it('are read the same way as weights', async () => {
    const folder = await folderWith({ 's.csv': 'k;weight;n\na;1,5;2,5\n' });
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { graph } = await scenarioFromTables({ folder, vertices: { s: 's.csv' } });
    expect([...graph.weights]).toEqual([1.5]);
  });

  it.each(['stage,n\na,"1,234"\nb,"5,678"\n', 'stage;n\na;1.234\nb;5.678\n'])(
    'that are ambiguous are rejected: %j',
    async (content) => {
      expect(await refused(content)).toEqual([
        expect.stringMatching(
          /^stages.csv NUMBERS_AMBIGUOUS the numbers of 'n' can be read as in .* or as in .*; set decimal and thousands to choose/,
        ),
      ]);
    },
  );

  it('of two formats in one table are rejected', async () => {
    expect(await refused('stage;n;m\na;1,5;2.5\nb;2,5;3.5\n')).toEqual([
      expect.stringMatching(
        /^stages.csv NUMBERS_AMBIGUOUS column '[nm]' has numbers as in .*, but other columns have numbers/,
      ),
    ]);
  });

  it('in plain CSV are read as usual, without a notice', async () => {
    const { columns, assumed } = await read('stage,n,m,p\na,1.234,1e6,0.5\nb,5.678,2.5E-3,12\nc,7,1.0E10,-3\n');
    expect(columns).toEqual({
      n: ['float64', 1.234, 5.678, 7],
      m: ['float64', 1e6, 0.0025, 1e10],
      p: ['float64', 0.5, 12, -3],
    });
    expect(assumed).toEqual([]);
  });

  it('reject the same sign for decimals and thousands', async () => {
    expect(await refused('k\na\n', { decimal: ',', thousands: ',' })).toEqual([
      expect.stringMatching(/^OPTION_INVALID vertices.stage: ',' cannot be both/),
    ]);
  });
});

describe('codes', () => {
  it('with an E or leading zeros stay codes', async () => {
    const { columns, labels } = await read('stage,x,zip,e\na,101E010031,01067,12E5\nb,888E010010,01069,13E7\n');
    expect(columns).toEqual({});
    expect(labels).toEqual(['e=12E5', 'e=13E7', 'x=101E010031', 'x=888E010010', 'zip=01067', 'zip=01069'].sort());
  });

  it('of equal length stay codes even if most look like numbers, with a notice', async () => {
    const zips = Array.from({ length: 20 }, (_, at) => `s${at},${at === 3 ? '01067' : 10_000 + at}\n`).join('');
    const { labels, assumed } = await read(`stage,zip\n${zips}`);
    expect(labels).toContain('zip=01067');
    expect(labels).toHaveLength(20);
    expect(assumed).toEqual([expect.stringMatching(/^stages.csv CODES_ASSUMED column 'zip' is read as text/)]);
  });

  it('are read as the options say', async () => {
    const content = 'stage,n,m\na,12E5,007\nb,1,8\n';
    const { columns } = await read(content, { columns: { n: 'float64', m: 'int32' } });
    expect(columns).toEqual({ n: ['float64', 1_200_000, 1], m: ['int32', 7, 8] });
  });

  it('in JSON are texts, but a JSON number with an E is a number', async () => {
    const { columns } = await read('{"stage":"a","n":1E5}\n{"stage":"b","n":2.5}\n', {}, 'stages.jsonl');
    expect(columns).toEqual({ n: ['float64', 100_000, 2.5] });
  });
});

describe('a column of numbers', () => {
  it('is rejected if a code in row 30,001 would make it text', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `s${at},${at}\n`).join('');
    expect(await refused(`stage,n\n${rows}last,007\n`)).toEqual([
      expect.stringMatching(/^stages.csv:30002 COLUMN_MIXED column 'n' has numbers, but here '007'; .*'text'/),
    ]);
  });

  it.each(['1e309', '-1e400', 'inf', '-Infinity', 'nan', '101E010031', '12E5', '1e-400', '99999999999999999999'])(
    'is rejected with a cell that no number can represent: %s',
    async (cell) => {
      const rows = Array.from({ length: 10 }, (_, at) => `s${at},${at}\n`).join('');
      const [problem, ...others] = await refused(`stage,n\n${rows}x,${cell}\n`);
      expect(problem).toMatch(/^stages.csv:12 COLUMN_MIXED column 'n' has numbers, but here /);
      expect(problem).toContain(cell);
      expect(others).toEqual([]);
    },
  );

  it('that is declared accepts infinity only if spelled out, never from overflow', async () => {
    const { columns } = await read('stage,n\na,inf\nb,-Infinity\nc,nan\n', { columns: { n: 'float64' } });
    expect(columns).toEqual({ n: ['float64', Infinity, -Infinity, NaN] });
    expect(await refused('stage,n\na,1e309\nb,101E010031\nc,1e-400\n', { columns: { n: 'float64' } })).toEqual([
      `stages.csv:2 VALUE_INVALID column 'n': '1e309' is not of type float64`,
      `stages.csv:3 VALUE_INVALID column 'n': '101E010031' is not of type float64`,
      `stages.csv:4 VALUE_INVALID column 'n': '1e-400' is not of type float64`,
    ]);
  });
});

describe('the layout of a file', () => {
  it.each([';', '\t', '|'])('has its delimiter %j detected from the first rows, with a notice', async (delimiter) => {
    const content = 'stage,site, in words,n\na,Ulm, east,1\nb,Bonn, west,2\n'.replace(/,(?! )/g, delimiter);
    const { keys, labels, columns, assumed } = await read(content);
    expect(keys).toEqual(['a', 'b']);
    expect(labels).toEqual(['site, in words=Bonn, west', 'site, in words=Ulm, east']);
    expect(columns).toEqual({ n: ['int32', 1, 2] });
    expect(assumed).toEqual([expect.stringMatching(/^stages.csv DELIMITER_ASSUMED /)]);
    expect((await read(content, { delimiter })).assumed).toEqual([]);
  });

  it('may have comments, with a notice or by option', async () => {
    const content = '# exported, on Monday\n#\nstage,n\na,1\n# half time\nb,2\n';
    const { keys, columns, assumed } = await read(content);
    expect(keys).toEqual(['a', 'b']);
    expect(columns).toEqual({ n: ['int32', 1, 2] });
    expect(assumed).toEqual([expect.stringMatching(/^stages.csv COMMENTS_ASSUMED lines that begin with '#'/)]);
    expect(await read(content, { comment: '#' })).toMatchObject({ keys, assumed: [] });
    const other = await read('% here\nstage,n\na,"1\n%"\n', { comment: '%', columns: { n: 'text' } });
    expect(other.columns).toEqual({ n: ['text', '1\n%'] });
  });

  it('may have a header that merely looks like a comment', async () => {
    for (const header of ['#stage,n', '# stage,n']) {
      const { keys, columns, assumed } = await read(`${header}\na,1\n#b,2\n`);
      expect(keys).toEqual(['#b', 'a']);
      expect(columns).toEqual({ n: ['int32', 2, 1] });
      expect(assumed).toEqual([]);
    }
  });

  it('reports no missing vertices if rows could not be read', async () => {
    const comments = await refused('stage,n\n# one\n# two, and, three\n');
    expect(comments.map((problem) => problem.split(' ')[1])).toEqual(['ROW_RAGGED', 'ROW_RAGGED']);
    const foreign = await refused(latin1('stage,n\nMünchen\n'));
    expect(foreign.map((problem) => problem.split(' ')[1])).toEqual(['ROW_RAGGED']);
    expect(foreign.join()).not.toContain('VERTEX_MISSING');
  });
});

describe('a file that is not in UTF-8', () => {
  const content = 'stage,Größe,n\nMünchen,„groß“,1\nKöln,klein,2\n';
  const western = Buffer.from(content.replace('„', '\x84').replace('“', '\x93'), 'latin1');
  const expected = {
    keys: ['Köln', 'München'],
    labels: ['Größe=klein', 'Größe=„groß“'],
    columns: { n: ['int32', 2, 1] },
  };

  it.each<[string, Uint8Array, string]>([
    ['as it is', western, 'stages.csv'],
    ['compressed', gzipSync(western), 'stages.csv.gz'],
  ])('is read as windows-1252, with a notice: %s', async (_, bytes, file) => {
    const found = await read(bytes, {}, file);
    expect(found).toMatchObject(expected);
    expect(found.assumed).toEqual([
      expect.stringMatching(/ENCODING_ASSUMED the file is not UTF-8 and is read as windows-1252, which gives '.*Größe/),
    ]);
    expect(await read(bytes, { encoding: 'windows-1252' }, file)).toMatchObject({ ...expected, assumed: [] });
  });

  it('is read as UTF-16 if its byte order mark says so', async () => {
    const little = Buffer.from(`\ufeff${content}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) expect(await read(bytes)).toMatchObject({ ...expected, assumed: [] });
    expect(await read(gzipSync(little), {}, 'stages.csv.gz')).toMatchObject(expected);
  });

  it('is read as the option says', async () => {
    const cyrillic = Buffer.from([0x6b, 0x0a, 0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0, 0x0a]);
    expect(await read(cyrillic, { encoding: 'windows-1251' })).toMatchObject({ keys: ['Москва'], assumed: [] });
    const lines = latin1('{"stage":"Köln"}\n');
    expect(await read(lines, { encoding: 'latin1' }, 'stages.jsonl')).toMatchObject({ keys: ['Köln'] });
    expect((await read(lines, {}, 'stages.jsonl')).assumed.join()).toContain('ENCODING_ASSUMED');
    expect(await refused(western, { encoding: 'utf-8' })).toEqual([
      expect.stringMatching(
        /^stages.csv:1 TEXT_INVALID the line is not UTF-8 text; save the file in UTF-8, or set its/,
      ),
    ]);
    expect(await refused(Buffer.from([0x6b, 0x0a, 0x61]), { encoding: 'utf-16le' })).toEqual([
      expect.stringMatching(/^stages.csv TEXT_INVALID .*; save the file in UTF-8, or set its encoding/),
    ]);
    expect(await refused('k\na\n', { encoding: 'none' })).toEqual([
      expect.stringMatching(/^OPTION_INVALID vertices.stage.encoding is "none"; it must be an encoding such as/),
    ]);
  });
});

describe('JSON objects', () => {
  it('have their key by name, not by position', async () => {
    const { keys, columns } = await read('{"x":1,"stage":"a"}\n{"stage":"b","x":2}\n', {}, 'stages.jsonl');
    expect(keys).toEqual(['a', 'b']);
    expect(columns).toEqual({ x: ['int32', 1, 2] });
    expect(await refused('{"x":1,"shop":"a"}\n', {}, 'stages.jsonl')).toEqual([
      expect.stringMatching(
        /^stages.jsonl COLUMN_MISSING no field of the objects is named 'stage' or 'key' or 'id'; name/,
      ),
    ]);
    expect((await read('{"x":1,"shop":"a"}\n', { key: 'shop' }, 'stages.jsonl')).keys).toEqual(['a']);
  });

  it('have the ends of edges by name', async () => {
    const folder = await folderWith({
      'v.jsonl': '{"key":"a"}\n{"key":"b"}\n',
      'e.jsonl': '{"weight":2,"to":"b","from":"a"}\n',
      'f.jsonl': '{"one":"a","other":"b"}\n',
    });
    const { graph } = await scenarioFromTables({ folder, vertices: { v: 'v.jsonl' }, layers: { e: 'e.jsonl' } });
    expect([...graph.knownLayer('e').targets]).toEqual([1]);
    expect(await problemsOf({ folder, vertices: { v: 'v.jsonl' }, layers: { f: 'f.jsonl' } })).toEqual([
      expect.stringMatching(/^f.jsonl COLUMN_MISSING no field of the objects is named 'from'/),
      expect.stringMatching(/^f.jsonl COLUMN_MISSING no field of the objects is named 'to'/),
    ]);
  });

  it('must not repeat a field', async () => {
    expect(await refused('{"stage":"a","x":1}\n{"stage":"b","x":2,"x":3}\n', {}, 'stages.jsonl')).toEqual([
      `stages.jsonl:2 ROW_INVALID the object has field 'x' twice; give each field once`,
    ]);
  });
});

it('emits process warnings for its assumptions by default', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const folder = await folderWith({ 's.csv': 'k;n\na;1\n' });
  await scenarioFromTables({ folder, vertices: { s: 's.csv' } });
  expect(warned.mock.calls).toEqual([
    [
      expect.stringMatching(/^s.csv: cells appear to be separated by ';'/),
      { type: 'TableWarning', code: 'DELIMITER_ASSUMED' },
    ],
  ]);
});
