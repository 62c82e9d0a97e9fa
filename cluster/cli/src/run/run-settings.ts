import type { Placement, RunSettings } from '@disco-engine/sdk';
import { jsonRecord, parseJson } from '@disco-engine/data';
import * as v from 'valibot';
import type { Flags } from '../flags/flags.js';
import { readPlacement } from '../flags/placement-flag.js';

/** The flags of `RunSettings`, one for each setting. */
export const SETTINGS_FLAGS = {
  seed: '7',
  replication: '3',
  antithetic: undefined,
  'portable-math': undefined,
  parameters: `'{"warmup": 30}'`,
  digest: 'order',
  payloads: 'strict',
  placement: 'multilevel',
  window: '4096',
} as const;

const BY_DEFAULT: Placement = { kind: 'round-robin' };

/** Reads the settings of a run from flags; what is wrong with them goes to the problems of the flags. */
export async function readSettings(flags: Flags): Promise<RunSettings> {
  return {
    seed: flags.number('seed', 0, true),
    replication: flags.number('replication', 0, true),
    antithetic: flags.has('antithetic') || undefined,
    portableMath: flags.has('portable-math') || undefined,
    parameters: readParameters(flags),
    digest: oneOf(flags, 'digest', ['full', 'order', 'off']),
    payloads: oneOf(flags, 'payloads', ['strict', 'trusted']),
    placement: await readPlacement(flags, BY_DEFAULT),
    window: flags.number('window', 1, true),
  };
}

function oneOf<const Value extends string>(flags: Flags, name: string, values: readonly Value[]): Value | undefined {
  const text = flags.text(name);
  const value = values.find((one) => one === text);
  if (text !== undefined && value === undefined)
    flags.refuse('VALUE_INVALID', `--${name} is '${text}'; give one of: ${values.join(', ')}`);
  return value;
}

const parametersSchema = jsonRecord(v.unknown());

function readParameters(flags: Flags): object | undefined {
  const text = flags.text('parameters');
  if (text === undefined) return undefined;
  try {
    const { value } = parseJson(parametersSchema, JSON.parse(text));
    if (value !== undefined) return value;
  } catch {
    // Not JSON: told below, like JSON that is not an object.
  }
  flags.refuse('VALUE_INVALID', `--parameters is '${text}'; it must be a JSON object, as in '{"warmup": 30}'`);
  return undefined;
}
