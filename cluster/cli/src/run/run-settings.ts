import { readFile } from 'node:fs/promises';
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
    parameters: await readParameters(flags),
    digest: flags.choice('digest', DIGESTS),
    payloads: flags.choice('payloads', PAYLOADS),
    placement: await readPlacement(flags, BY_DEFAULT),
    window: flags.number('window', 1, true),
  };
}

const parametersSchema = jsonRecord(v.unknown());

async function readParameters(flags: Flags): Promise<object | undefined> {
  const given = flags.text('parameters');
  if (given === undefined) return undefined;
  const text = given.endsWith('.json') ? await fileText(flags, given) : given;
  if (text === undefined) return undefined;
  try {
    const { value } = parseJson(parametersSchema, JSON.parse(text));
    if (value !== undefined) return value;
  } catch {
    // Not JSON: refused below, like JSON that is not an object.
  }
  const what =
    text === given
      ? `it must be a JSON object, as in '{"warmup": 30}', or a .json file`
      : 'the file holds no JSON object';
  flags.refuse('VALUE_INVALID', `--parameters is '${given}'; ${what}`);
  return undefined;
}

async function fileText(flags: Flags, file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return void flags.refuse('FILE_UNREADABLE', `--parameters: cannot read ${file}: ${reason}`);
  }
}
