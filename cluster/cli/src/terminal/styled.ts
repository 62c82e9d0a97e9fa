import { styleText } from 'node:util';
import { printableLines } from '@disco-engine/kernel';

/** What a piece of text is; `FORMATS` says how it looks. */
export type Style = 'heading' | 'term' | 'faint' | 'good' | 'caution' | 'bad';

/** Text with a style. */
export interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** One line of output, or several lines in one text. */
export type Line = string | readonly (string | Piece)[];

/** Gives a text the look of a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const FORMATS = {
  heading: 'bold',
  term: 'cyan',
  faint: 'dim',
  good: 'green',
  caution: 'yellow',
  bad: 'red',
} as const;

/** For pipes, files and terminals without colors. */
export const plain: Paint = (_, text) => text;
/** For terminals with colors. */
export const colored: Paint = (style, text) => styleText(FORMATS[style], text, { validateStream: false });

export function styled(style: Style, text: string): Piece {
  return { style, text };
}

/**
 * The text of lines, with a line break after each. Names and messages in it may come from anywhere, so whatever would control the terminal
 * is shown as an escape; only styles get through.
 */
export function textOf(lines: readonly Line[], paint: Paint = plain): string {
  return lines.map((line) => `${lineText(line, paint)}\n`).join('');
}

export function lineText(line: Line, paint: Paint = plain): string {
  if (typeof line === 'string') return printableLines(line);
  return line
    .map((piece) => {
      if (typeof piece === 'string') return printableLines(piece);
      const text = printableLines(piece.text);
      return text === '' ? '' : paint(piece.style, text);
    })
    .join('');
}

/** A line that is no longer than a width; the end of a longer one is cut off. */
export function cut(line: Line, width: number): Line {
  if (lineText(line).length <= width) return line;
  let left = width - 1;
  const pieces = typeof line === 'string' ? [line] : line;
  const kept = pieces.map((piece) => {
    const text = lineText([piece]).slice(0, Math.max(0, left));
    left -= text.length;
    return typeof piece === 'string' ? text : styled(piece.style, text);
  });
  return [...kept, '…'];
}
