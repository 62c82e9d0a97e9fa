import { once } from 'node:events';
import { printableLines } from '@disco-engine/kernel';
import { textOf, type Line } from './styled.js';
import { paintOf } from './terminal.js';

/**
 * Prints a text to stdout. Names and messages in it may come from anywhere, so whatever would control the terminal is shown as an escape.
 */
export function print(text: string): void {
  process.stdout.write(printableLines(text));
}

/** Prints lines to stdout, with colors if it shows them. */
export function printLines(lines: readonly Line[]): void {
  process.stdout.write(textOf(lines, paintOf(process.stdout)));
}

/** The same to stderr. */
export function printErrorLines(lines: readonly Line[]): void {
  process.stderr.write(textOf(lines, paintOf(process.stderr)));
}

/**
 * Writes data to stdout, one part after another, as fast as it is taken. A program reads it as it is; on a terminal it is shown as by
 * `print`.
 */
export async function printData(parts: Iterable<string>): Promise<void> {
  const { stdout } = process;
  for (const part of parts) {
    const shown = stdout.isTTY ? printableLines(part.replaceAll('\r\n', '\n')) : part;
    if (!stdout.write(shown)) await once(stdout, 'drain');
  }
}
