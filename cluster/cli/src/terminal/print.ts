import { printableLines } from '@disco-engine/kernel';

/**
 * Prints a text to stdout. Names and messages in it may come from anywhere, so whatever would control the terminal is shown as an escape.
 */
export function print(text: string): void {
  process.stdout.write(printableLines(text));
}

/** The same to stderr. */
export function printError(text: string): void {
  process.stderr.write(printableLines(text));
}
