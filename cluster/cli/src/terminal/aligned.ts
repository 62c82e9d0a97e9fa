import { entryAt, printable } from '@disco-engine/kernel';

/** One column of a table in a terminal. */
export interface AlignedColumn<Row> {
  readonly title: string;
  /** Texts are aligned at their beginnings, numbers at their ends. */
  readonly isText: boolean;
  readonly cell: (row: Row) => string;
}

/** The lines of a table: titles first, and two spaces between columns. */
export function alignedLines<Row>(columns: readonly AlignedColumn<Row>[], rows: readonly Row[]): string[] {
  const cells = [
    columns.map(({ title }) => printable(title)),
    ...rows.map((row) => columns.map(({ cell }) => printable(cell(row)))),
  ];
  const widths = columns.map((_, at) => cells.reduce((width, row) => Math.max(width, entryAt(row, at).length), 0));
  return cells.map((row) =>
    columns
      .map(({ isText }, at) => {
        const [cell, width] = [entryAt(row, at), entryAt(widths, at)];
        return isText ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Five digits, and all digits of a whole number; `-` for what is not known. */
export function numberText(value: number | null | undefined): string {
  if (value === undefined || value === null) return '-';
  return String(Number.isInteger(value) && Math.abs(value) < 1e15 ? value : Number(value.toPrecision(5)));
}
