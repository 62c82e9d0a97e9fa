import { expect, it } from 'vitest';
import { alignedLines, numberText, type AlignedColumn } from '../../src/terminal/aligned.js';
import { colored, textOf } from '../../src/terminal/styled.js';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly mean: number | null;
}

const columns: readonly AlignedColumn<Row>[] = [
  { title: 'name', align: 'left', cell: ({ name }) => name },
  { title: 'n', align: 'right', cell: ({ count }) => String(count) },
  { title: 'mean', align: 'point', cell: ({ mean }) => numberText(mean) },
];
const rows: readonly Row[] = [
  { name: 'stage/Retail_0001/stock', count: 3, mean: 12.5 },
  { name: 'shop/Ulm/wait', count: 120, mean: -0.12345 },
  { name: 'a', count: 7, mean: 1e-7 },
  { name: 'b', count: 0, mean: null },
  { name: 'c', count: 1, mean: 1000 },
];

it('aligns texts, whole numbers and decimal points', () => {
  expect(textOf(alignedLines(columns, rows)).split('\n')).toEqual([
    'name                       n        mean',
    'stage/Retail_0001/stock    3    12.5',
    'shop/Ulm/wait            120    -0.12345',
    'a                          7     1e-7',
    'b                          0     -',
    'c                          1  1000',
    '',
  ]);
});

it('makes the titles bold, and nothing else', () => {
  const [head = '', first = ''] = textOf(alignedLines(columns, rows), colored).split('\n');
  expect(head).toBe('\u001B[1mname                       n        mean\u001B[22m');
  expect(first).not.toContain('\u001B');
});

it('cuts texts first, and numbers last, so that a row fits a terminal', () => {
  const lines = textOf(alignedLines(columns, rows, 30))
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => line.length).filter((length) => length > 30)).toEqual([]);
  expect(lines[1]).toBe('stage/Retail…    3    12.5');
  expect(
    textOf(alignedLines(columns, rows, 14))
      .trimEnd()
      .split('\n'),
  ).toEqual([
    'name        n…',
    'stage/R…    3…',
    'shop/Ul…  120…',
    'a           7…',
    'b           0…',
    'c           1…',
  ]);
});

it('shows control characters as escapes, and counts these as wide as they are', () => {
  const lines = textOf(alignedLines(columns, [{ name: 'a\u001Bb', count: 1, mean: 1 }]));
  expect(lines).toBe('name    n  mean\na\\x1bb  1     1\n');
});
