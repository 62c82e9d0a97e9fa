import { inspect } from 'node:util';
import { DiscoError, InvalidInputError, nearName } from '@disco-engine/kernel';
import { USAGE } from './overview.js';
import { print, printError } from './terminal/print.js';

const FAILED = 1;
const BAD_INPUT = 2;
/** 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130;

/** Each command is loaded when it is called: help needs neither a database nor a chart. */
interface Command {
  usage(): Promise<string>;
  /** @returns the exit code, or what is to be printed where all went well */
  run(argv: readonly string[]): Promise<number | string>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  init: {
    usage: async () => (await import('./init/usage.js')).INIT_USAGE,
    run: async (argv) => (await import('./init/init-command.js')).init(argv),
  },
  run: { usage: async () => (await import('./usage.js')).RUN_USAGE, run },
  results: {
    usage: async () => (await import('./results/usage.js')).RESULTS_USAGE,
    run: async (argv) => (await import('./results/results-command.js')).results(argv),
  },
  report: {
    usage: async () => (await import('./experiment/usage.js')).REPORT_USAGE,
    run: async (argv) => (await import('./experiment/report-command.js')).report(argv),
  },
  replay: {
    usage: async () => (await import('./experiment/usage.js')).REPLAY_USAGE,
    run: async (argv) => (await import('./experiment/replay-command.js')).replay(argv),
  },
  diff: {
    usage: async () => (await import('./experiment/usage.js')).DIFF_USAGE,
    run: async (argv) => (await import('./experiment/diff-command.js')).diff(argv),
  },
  worker: {
    usage: async () => (await import('./usage.js')).WORKER_USAGE,
    run: async (argv) => (await import('./worker/worker-command.js')).waitForRuns(argv),
  },
  scenario: { usage: async () => (await import('./scenario/usage.js')).SCENARIO_USAGE, run: scenario },
  partition: {
    usage: async () => (await import('./partition/usage.js')).PARTITION_USAGE,
    run: async (argv) => (await import('./partition/partition-command.js')).partition(argv),
  },
};

const SCENARIO_COMMANDS: Readonly<Record<string, Command['run']>> = {
  import: async (argv) => (await import('./scenario/import-command.js')).importScenario(argv),
  show: async (argv) => (await import('./scenario/show-command.js')).showScenario(argv),
  list: async (argv) => (await import('./scenario/store-commands.js')).listScenarios(argv),
  export: async (argv) => (await import('./scenario/store-commands.js')).exportScenario(argv),
  remove: async (argv) => (await import('./scenario/store-commands.js')).removeScenario(argv),
};

/**
 * The command `disco`. Results go to stdout, errors to stderr.
 *
 * @param argv the arguments without node and script
 * @returns the exit code: 0, 1 after a failure, 2 where the input is refused, 130 after Ctrl-C
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  const wantsHelp = argv.includes('--help');
  try {
    if (wantsHelp) return say((await known(COMMANDS, name)?.usage()) ?? USAGE);
    const result = await chosen(COMMANDS, name, 'disco').run(rest);
    return typeof result === 'string' ? say(result) : result;
  } catch (error) {
    return tell(error, argv.includes('--debug'));
  }
}

/** An argument names the file of an experiment; without one, flags say what is to be run. */
async function run(argv: readonly string[]): Promise<number | string> {
  const isOneRun = argv.length === 0 || argv.some((word) => /^--(model|scenario|until)\b/.test(word));
  if (isOneRun) return (await import('./run/run-command.js')).runOnWorkers(argv);
  return (await import('./experiment/experiment-command.js')).runExperimentFile(argv);
}

function scenario([name, ...rest]: readonly string[]): Promise<number | string> {
  return chosen(SCENARIO_COMMANDS, name, 'disco scenario')(rest);
}

/** @throws InvalidInputError `OPTIONS_INVALID` for a name that is missing or unknown */
function chosen<T>(commands: Readonly<Record<string, T>>, name: string | undefined, of: string): T {
  const command = known(commands, name);
  if (command !== undefined) return command;
  const names = Object.keys(commands);
  const near = name === undefined ? undefined : nearName(name, names);
  const hint = `${near === undefined ? '' : `did you mean '${near}'? `}there are: ${names.join(', ')}`;
  const message = name === undefined ? `'${of}' needs a command; ${hint}` : `'${of}' has no command '${name}'; ${hint}`;
  throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [{ code: 'COMMAND_UNKNOWN', message }]);
}

function known<T>(commands: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function say(text: string): number {
  print(text);
  return 0;
}

function tell(error: unknown, debug: boolean): number {
  if (error instanceof DiscoError && error.code === 'RUN_ABORTED') {
    printError(`Interrupted: the run ended at epoch ${error.place.epoch ?? 0}\n`);
    return INTERRUPTED;
  }
  const code = error instanceof DiscoError ? error.code : 'UNEXPECTED';
  const text = error instanceof Error ? error.message : String(error);
  // With what caused it, which is where the code of a model is.
  const trace = debug ? `${inspect(error)}\n` : '';
  printError(`Error ${code}: ${text}\n${trace}`);
  return error instanceof InvalidInputError ? BAD_INPUT : FAILED;
}
