import type { Placement, RunSettings } from '@disco-engine/sdk';
import { jsonRecord, parseJson } from '@disco-engine/data';
import * as v from 'valibot';
import type { Flags } from '../flags/flags.js';
import { readPlacement } from '../flags/placement-flag.js';
import { DIGESTS, PAYLOADS } from './run-settings-spec.js';

const BY_DEFAULT: Placement = { kind: 'round-robin' };

/** Reads the settings of a run from flags. Problems are added to those of the flags. */
export async function readSettings(flags: Flags): Promise<RunSettings> {
  return {
    seed: flags.number('seed', 0, true),
    replication: flags.number('replication', 0, true),
    antithetic: flags.has('antithetic') || undefined,
    portableMath: flags.has('portable-math') || undefined,
    parameters: readParameters(flags),
    digest: flags.choice('digest', DIGESTS),
    payloads: flags.choice('payloads', PAYLOADS),
    placement: await readPlacement(flags, BY_DEFAULT),
    window: flags.number('window', 1, true),
  };
}

const parametersSchema = jsonRecord(v.unknown());

function readParameters(flags: Flags): object | undefined {
  const text = flags.text('parameters');
  if (text === undefined) return undefined;
  try {
    const { value } = parseJson(parametersSchema, JSON.parse(text));
    if (value !== undefined) return value;
  } catch {
    // Not JSON: refused below, like JSON that is not an object.
  }
  flags.refuse('VALUE_INVALID', `--parameters is '${text}'; it must be a JSON object, as in '{"warmup": 30}'`);
  return undefined;
}
