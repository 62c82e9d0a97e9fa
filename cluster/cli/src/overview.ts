import type { CommandEntry } from './command-entry.js';
import { COMMAND_GROUPS } from './commands.js';
import { definitionLines, paragraph, section, type Definition } from './help/sections.js';
import { styled, type Line } from './terminal/styled.js';

const SUMMARY =
  'Disco Engine: deterministic discrete-event simulation. Models and scenarios run on any number of workers, with the same results.';

const OPTIONS: readonly Definition[] = [
  ['--help', "print this help, or that of a command, as in 'disco run --help'"],
  ['--version', 'print the version of disco'],
  ['--debug', 'print the stack trace of an error'],
];

const ENVIRONMENT: readonly Definition[] = [
  ['DISCO_STORE=STORE', 'the store for scenarios, in place of disco.duckdb in the current folder'],
  ['DISCO_COORDINATOR=URL', 'the coordinator, for commands of the group Farm'],
  ['NO_COLOR=1', 'no colors; FORCE_COLOR=1 turns them on in a pipe as well'],
  ['CI=true', 'no progress bar, but a line for each step'],
];

/** What `disco --help` prints. */
export function overview(width: number): Line[] {
  const groups = Object.entries(COMMAND_GROUPS).map(([title, commands]) => ({ title, entries: summaries(commands) }));
  const terms = [...groups.flatMap(({ entries }) => entries), ...OPTIONS, ...ENVIRONMENT].map(([term]) => term.length);
  const column = Math.max(...terms);
  return [
    ...paragraph(SUMMARY, width),
    ...section('Usage', [['  ', styled('term', 'disco COMMAND'), ' [options]']]),
    ...groups.flatMap(({ title, entries }) => section(title, definitionLines(entries, column, width))),
    ...section('Options', definitionLines(OPTIONS, column, width)),
    ...section('Environment', definitionLines(ENVIRONMENT, column, width)),
    '',
    ...paragraph("'disco COMMAND --help' explains a command, with examples and exit codes.", width),
  ];
}

/** What the help of a command prints that has commands of its own. */
export function familyOverview(
  path: string,
  summary: string,
  commands: Readonly<Record<string, CommandEntry>>,
  width: number,
): Line[] {
  const entries = summaries(commands);
  const column = Math.max(...entries.map(([term]) => term.length));
  return [
    ...paragraph(`${summary}.`, width),
    ...section('Usage', [['  ', styled('term', `${path} COMMAND`), ' [options]']]),
    ...section('Commands', definitionLines(entries, column, width)),
    '',
    ...paragraph(`'${path} COMMAND --help' explains a command, with examples and exit codes.`, width),
  ];
}

function summaries(commands: Readonly<Record<string, CommandEntry>>): Definition[] {
  return Object.entries(commands).map(([name, { summary }]) => [name, summary]);
}
