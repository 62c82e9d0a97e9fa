import { describe, expect, it } from 'vitest';
import { CsvRows, type CsvRow } from '../../src/tables/csv-rows.js';

/** All rows of a text. */
function rowsOf(text: string, limit: number): CsvRow[] {
  const rows = new CsvRows(',', false, limit);
  const lines = text.split('\n').map((line, at) => ({ line: at + 1, text: line, end: '\n' as const }));
  return [...lines.flatMap((line) => rows.push(line)), ...rows.finish()];
}

describe('the limit of a row', () => {
  it.each(['abcdefgh', '"abcdef"', 'a,"bc\nd"', '"a\nb\n\nc"'])('accepts a row of exactly that length: %j', (text) => {
    expect(text).toHaveLength(8);
    const [row, ...others] = rowsOf(text, 8);
    expect(row).toEqual({ line: 1, cells: expect.any(Array) as string[] });
    expect(others).toEqual([]);
  });

  it.each(['a,"bc\nd"', '"a\nb\n\nc"'])('ends a quoted cell that makes a row too long: %j', (text) => {
    const [row, ...others] = rowsOf(text, 7);
    expect(row).toMatchObject({ line: 1, fault: { code: 'QUOTES_INVALID' } });
    // The lines after the one where the quote opens are parsed again.
    expect(others.map(({ line }) => line)).toEqual(
      text
        .split('\n')
        .slice(1)
        .map((_, at) => at + 2),
    );
  });

  it('applies to each row separately, even after one that was too long', () => {
    const rows = rowsOf('"ab\ncdef\nghijk\n"m\nn"', 9);
    expect(rows).toEqual([
      { line: 1, fault: expect.objectContaining({ code: 'QUOTES_INVALID' }) as object },
      { line: 2, cells: ['cdef'] },
      { line: 3, cells: ['ghijk'] },
      { line: 4, cells: ['m\nn'] },
    ]);
  });
});
