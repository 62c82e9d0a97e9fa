import { TRANSPORT_NAMES, type TransportName } from '@disco-engine/cluster';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nearName } from './near-name.js';
import { ProblemList } from './problem-list.js';
import { shown } from './shown.js';

/** The options of the command line. */
export interface Options {
  /** Path of the chain file. */
  readonly chain: string;
  /** Number of simulated days to measure, after the warm-up; whole, at least 1. */
  readonly days: number;
  /** Number of simulated days before measuring begins; whole, at least 0. */
  readonly warmup: number;
  /** Master seed; whole, at least 0. */
  readonly seed: number;
  /** Number of workers that share the stages; 1 runs in this process alone. */
  readonly workers: number;
  /** Transport between workers; undefined for the fastest on one machine. */
  readonly transport: TransportName | undefined;
  /** Print one JSON object instead of tables. */
  readonly json: boolean;
  /** Print stack traces of errors. */
  readonly debug: boolean;
  readonly help: boolean;
}

const DEFAULT_CHAIN = fileURLToPath(new URL('../data/chain_38.csv', import.meta.url));
const DEFAULT_DAYS = 1095;
const DEFAULT_WARMUP = 365;
const DEFAULT_SEED = 7;

const FLAGS = {
  chain: { type: 'string' },
  days: { type: 'string' },
  warmup: { type: 'string' },
  seed: { type: 'string' },
  workers: { type: 'string' },
  transport: { type: 'string' },
  json: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** The text for `--help`. */
export const USAGE = `Simulates a supply chain under base-stock policies.

Usage: npm start -- [options]

  --chain FILE   chain file, CSV (default: the bundled chain_38.csv)
  --days N       days to measure (default: ${DEFAULT_DAYS})
  --warmup N     days before that (default: ${DEFAULT_WARMUP})
  --seed N       master seed (default: ${DEFAULT_SEED})
  --workers N    workers that share the stages (default: 1); the result is the same
  --transport T  transport between them: ${TRANSPORT_NAMES.join(', ')} (default: shared-memory)
  --json         print one JSON object instead of tables
  --debug        print stack traces of errors
  --help         print this text
`;

/**
 * Reads the command line. It does not check whether the chain file exists; `readChain` does.
 *
 * @param argv the arguments without node and script, as in `process.argv.slice(2)`
 * @throws InvalidInputError (`OPTIONS_INVALID`) with all problems
 */
export function readOptions(argv: readonly string[]): Options {
  const problems = new ProblemList('OPTIONS_INVALID', 'The command line');
  // Not strict: strict parsing stops at the first mistake. The tokens are checked below instead.
  const { tokens } = parseArgs({ args: [...argv], options: FLAGS, strict: false, tokens: true });
  const texts = new Map<string, string>();
  const switches = new Set<string>();

  for (const token of tokens) {
    if (token.kind === 'positional') {
      problems.add('ARGUMENT_UNEXPECTED', `unexpected argument ${shown(token.value)}; see --help`);
    } else if (token.kind === 'option') {
      const { name, rawName, value, inlineValue } = token;
      if (!Object.hasOwn(FLAGS, name)) {
        const near = nearName(name, Object.keys(FLAGS));
        problems.add(
          'OPTION_UNKNOWN',
          `option ${rawName} does not exist; ${near ? `did you mean --${near}?` : 'see --help'}`,
        );
      } else if (FLAGS[name as keyof typeof FLAGS].type === 'boolean') {
        if (value !== undefined) problems.add('OPTION_INVALID', `option ${rawName} takes no value`);
        switches.add(name);
      } else if (value === undefined || value === '' || (inlineValue === false && value.startsWith('--'))) {
        problems.add(
          'VALUE_MISSING',
          `option ${rawName} needs a value, as in ${rawName} ${name === 'chain' ? 'FILE' : '7'}`,
        );
      } else {
        texts.set(name, value);
      }
    }
  }

  const whole = (name: string, least: number, byDefault: number): number => {
    const text = texts.get(name);
    if (text === undefined) return byDefault;
    const value = /^\+?\d+(\.0*)?$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    problems.add('VALUE_INVALID', `--${name} is ${shown(text)}; it must be a whole number of at least ${least}`);
    return byDefault;
  };
  const transport = TRANSPORT_NAMES.find((kind) => kind === texts.get('transport'));
  if (texts.has('transport') && transport === undefined) {
    const near = nearName(texts.get('transport') ?? '', TRANSPORT_NAMES);
    const hint = near ? `did you mean ${near}?` : `the transports are: ${TRANSPORT_NAMES.join(', ')}`;
    problems.add('VALUE_INVALID', `--transport is ${shown(texts.get('transport') ?? '')}; ${hint}`);
  }
  const options: Options = {
    chain: texts.get('chain') ?? DEFAULT_CHAIN,
    days: whole('days', 1, DEFAULT_DAYS),
    warmup: whole('warmup', 0, DEFAULT_WARMUP),
    seed: whole('seed', 0, DEFAULT_SEED),
    workers: whole('workers', 1, 1),
    transport,
    json: switches.has('json'),
    debug: switches.has('debug'),
    help: switches.has('help'),
  };
  if (!options.help) problems.throwIfAny();
  return options;
}
