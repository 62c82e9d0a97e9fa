import { inspect } from 'node:util';
import { DiscoError, ENGINE_VERSION, InvalidInputError, isDiscoError, nearName } from '@disco-engine/kernel';
import { isFamily, type Command, type CommandEntry } from './command-entry.js';
import { COMMANDS } from './commands.js';
import { familyOverview, overview } from './overview.js';
import { print, printErrorLines, printLines } from './terminal/print.js';
import { styled, type Line } from './terminal/styled.js';
import { widthOf } from './terminal/terminal.js';

const FAILED = 1;
const BAD_INPUT = 2;
/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130;

/** Columns of the help, where the terminal has no fewer. */
const HELP_WIDTH = 100;

/**
 * The command `disco`. Results go to stdout, errors to stderr.
 *
 * @param argv the arguments without node and script
 * @returns the exit code: 0, 1 after a failure, 2 for invalid input, 130 after Ctrl-C
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    const result = await resultOf(argv);
    if (typeof result === 'number') return result;
    if (typeof result === 'string') print(result);
    else printLines(result);
    return 0;
  } catch (error) {
    return reportError(error, argv.includes('--debug'));
  }
}

async function resultOf(argv: readonly string[]): Promise<number | string | readonly Line[]> {
  if (argv[0] === '--version') return `${ENGINE_VERSION}\n`;
  if (argv[0] === 'help') return helpOf(argv.slice(1));
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) return helpOf(argv);
  const { command, rest } = called(argv);
  return command.run(rest);
}

/** The command that a command line calls, and what is left for it. @throws InvalidInputError `OPTIONS_INVALID` */
function called([name, ...rest]: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } {
  const entry = chosen(COMMANDS, name, 'disco');
  if (!isFamily(entry)) return { command: entry, rest };
  const [own, ...others] = rest;
  return { command: chosen(entry.commands, own, `disco ${name}`), rest: others };
}

/** @throws InvalidInputError `OPTIONS_INVALID` for a command that does not exist */
async function helpOf(argv: readonly string[]): Promise<readonly Line[]> {
  const width = Math.min(HELP_WIDTH, widthOf(process.stdout) ?? HELP_WIDTH);
  const [name, own] = argv.filter((word) => !word.startsWith('-'));
  if (name === undefined || argv[0]?.startsWith('-')) return overview(width);
  const path = `disco ${name}`;
  const entry: CommandEntry = chosen(COMMANDS, name, 'disco');
  if (!isFamily(entry)) return commandHelp(path, entry, width);
  if (own === undefined) return familyOverview(path, entry.summary, entry.commands, width);
  return commandHelp(`${path} ${own}`, chosen(entry.commands, own, path), width);
}

async function commandHelp(path: string, { summary, spec }: Command, width: number): Promise<Line[]> {
  const help = await import('./help/command-help.js');
  return help.commandHelp(path, summary, await spec(), width);
}

/** @throws InvalidInputError `OPTIONS_INVALID` for a name that is missing or unknown */
function chosen<Entry extends CommandEntry>(
  commands: Readonly<Record<string, Entry>>,
  name: string | undefined,
  path: string,
): Entry {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  const names = Object.keys(commands);
  const near = name === undefined ? undefined : nearName(name, names);
  const hint = `${near === undefined ? '' : `did you mean '${near}'? `}Commands: ${names.join(', ')}`;
  const message =
    name === undefined ? `'${path}' needs a command. ${hint}` : `'${path}' has no command '${name}'; ${hint}`;
  throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [{ code: 'COMMAND_UNKNOWN', message }]);
}

function reportError(error: unknown, debug: boolean): number {
  if (error instanceof DiscoError && error.code === 'RUN_ABORTED') {
    printErrorLines([[styled('caution', 'Interrupted'), `: the run ended at epoch ${error.place.epoch ?? 0}`]]);
    return INTERRUPTED;
  }
  const isExhausted = hasNoHandles(error);
  const code = error instanceof DiscoError ? error.code : isExhausted ? 'HANDLES_EXHAUSTED' : 'UNEXPECTED';
  const hint = isExhausted ? '; raise the limit of open files, as in: ulimit -n 1024' : '';
  const text = `${error instanceof Error ? error.message : String(error)}${causeCode(error)}${hint}`;
  // With its causes, which lead to the code of a model.
  const trace = debug ? [inspect(error)] : [];
  printErrorLines([[styled('bad', `Error ${code}`), `: ${text}`], ...trace]);
  return error instanceof InvalidInputError ? BAD_INPUT : FAILED;
}

/** Whether the process, or the machine, may open no more files. Node opens all modules that another one imports at once. */
function hasNoHandles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');
}

/** The code of what a handler threw, if that is an error of the engine. */
function causeCode(error: unknown): string {
  return isDiscoError(error, 'HANDLER_FAILED') && isDiscoError(error.cause) ? ` [${error.cause.code}]` : '';
}
