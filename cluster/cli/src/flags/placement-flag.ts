import { readFile } from 'node:fs/promises';
import { jsonRecord, parseJson } from '@disco-engine/data';
import type { Placement } from '@disco-engine/sdk';
import * as v from 'valibot';
import { nearName } from '@disco-engine/kernel';
import type { Flags } from './flags.js';
import { PLACEMENT_FORMS } from './placement-spec.js';

/** Reads a placement from a flag. Problems are added to those of the flags. */
export async function readPlacement(flags: Flags, byDefault: Placement): Promise<Placement> {
  const text = flags.text('placement');
  if (text === undefined) return byDefault;
  if (text === 'multilevel') return (await import('@disco-engine/partitioner')).multilevel();
  if (text === 'round-robin') return { kind: text };
  const [kind, value = ''] = text.split(':', 2);
  if (kind === 'label' && value !== '') return { kind, type: value };
  if (kind === 'random' && /^\d+$/.test(value)) return { kind, seed: Number(value) };
  if (text.endsWith('.json')) return readPlacementFile(flags, text);
  const near = nearName(text, ['multilevel', 'round-robin']);
  const hint = near === undefined ? 'give' : `did you mean '${near}'? Give`;
  flags.refuse('VALUE_INVALID', `--placement is '${text}'; ${hint} one of: ${PLACEMENT_FORMS}`);
  return byDefault;
}

/** Which nodes and workers exist is checked by the placement itself, which reports all problems. */
const workersSchema = jsonRecord(v.number('the number of a worker'));

async function readPlacementFile(flags: Flags, path: string): Promise<Placement> {
  try {
    const { value, faults = [] } = parseJson(workersSchema, JSON.parse(await readFile(path, 'utf8')));
    if (value !== undefined) return { kind: 'explicit', workers: value };
    for (const fault of faults) flags.refuse('VALUE_INVALID', `--placement: in ${path}, ${fault}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    flags.refuse('FILE_UNREADABLE', `--placement: ${path} cannot be read: ${reason}`);
  }
  return { kind: 'explicit', workers: {} };
}
