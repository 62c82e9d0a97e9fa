import { readFile } from 'node:fs/promises';
import { jsonRecord, parseJson } from '@disco-engine/data';
import type { Placement } from '@disco-engine/sdk';
import * as v from 'valibot';
import type { Flags } from './flags.js';

export const PLACEMENT_USAGE = `multilevel (even work, little traffic between workers), round-robin, random:SEED,
                        label:TYPE, or a JSON file with a worker for each node, as 'disco partition --save' writes`;

/** Reads a placement from a flag; what is wrong with it goes to the problems of the flags. */
export async function readPlacement(flags: Flags, byDefault: Placement): Promise<Placement> {
  const text = flags.text('placement');
  if (text === undefined) return byDefault;
  if (text === 'multilevel') return (await import('@disco-engine/partitioner')).multilevel();
  if (text === 'round-robin') return { kind: text };
  const [kind, value = ''] = text.split(':', 2);
  if (kind === 'label' && value !== '') return { kind, type: value };
  if (kind === 'random' && /^\d+$/.test(value)) return { kind, seed: Number(value) };
  if (text.endsWith('.json')) return readPlacementFile(flags, text);
  flags.refuse('VALUE_INVALID', `--placement is '${text}'; give ${PLACEMENT_USAGE.replace(/\s+/g, ' ')}`);
  return byDefault;
}

/** Which nodes and workers there are is the placement's affair, which reports them all. */
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
