import { isFamily, type Command } from '../../src/command-entry.js';
import { COMMANDS } from '../../src/commands.js';

/** Each command with the words that call it, such as `scenario import`; the commands of a family are among them. */
export const EVERY_COMMAND: readonly (readonly [words: string, command: Command])[] = Object.entries(COMMANDS).flatMap(
  ([name, entry]) => {
    if (!isFamily(entry)) return [[name, entry] as const];
    return Object.entries(entry.commands).map(([own, command]) => [`${name} ${own}`, command] as const);
  },
);

/** The words of a command line, as a shell splits it, up to where its output goes. */
export function wordsOf(line: string): string[] {
  const [first = ''] = line.split(/ [|>] /);
  return Array.from(first.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare = '']) => quoted ?? bare);
}
