import { once } from 'node:events';
import { printableLines } from '@disco-engine/kernel';

/**
 * Prints a text to stdout. Names and messages in it may come from anywhere, so whatever would control the terminal is shown as an escape.
 */
export function print(text: string): void {
  process.stdout.write(printableLines(text));
}

/**
 * Writes data to stdout, a part after the other, as fast as it is taken: what a program reads as it is, and what a terminal shows as
 * `print` has it.
 */
export async function printData(parts: Iterable<string>): Promise<void> {
  const { stdout } = process;
  for (const part of parts) {
    const shown = stdout.isTTY ? printableLines(part.replaceAll('\r\n', '\n')) : part;
    if (!stdout.write(shown)) await once(stdout, 'drain');
  }
}

/** The same to stderr. */
export function printError(text: string): void {
  process.stderr.write(printableLines(text));
}
