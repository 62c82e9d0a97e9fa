import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import { difference } from './description.js';
import { experimentSchema, type ExperimentDescription } from './experiment-schema.js';
import { LOCK } from './folder-lock.js';
import { continued, identityDifference } from './identity.js';
import { identitySchema, type ResultsIdentity } from './identity-schema.js';

export const DESCRIPTION = 'experiment.json';
export const IDENTITY = 'identity.json';
/** Of names of what is not whole yet. */
export const PARTIAL = '.partial-';

/**
 * Whether a folder has results of this experiment already.
 *
 * @throws DiscoError `RESULTS_DIFFER` where it has anything else
 */
export async function goesOn(path: string, description: ExperimentDescription): Promise<boolean> {
  const file = join(path, DESCRIPTION);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === undefined) {
    // A process that was killed may have written the identity alone.
    const own = [LOCK, IDENTITY];
    const others = (await readdir(path)).filter((name) => !own.includes(name) && !name.startsWith(PARTIAL));
    if (others.length === 0) return false;
    const message = `${path} has files and no ${DESCRIPTION}; name a new folder for the results`;
    throw new DiscoError('RESULTS_DIFFER', message, { file: path });
  }
  const { value, faults } = parseJson(experimentSchema, JSON.parse(before));
  const differs = value === undefined ? faults.join('; ') : difference(value, description);
  if (differs === undefined) return true;
  const message = `${path} has results of another experiment: ${differs}; name another folder, or remove this one`;
  throw new DiscoError('RESULTS_DIFFER', message, { file });
}

/**
 * The identity of the results of a folder, when more are added to them.
 *
 * @param portableMath whether the model calls no function of `Math` that engines may round in their own way
 * @throws DiscoError `RESULTS_DIFFER` where what is to be added would not go with what is there
 */
export async function continuedIdentity(
  path: string,
  now: ResultsIdentity,
  portableMath: boolean,
): Promise<ResultsIdentity> {
  const file = join(path, IDENTITY);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw differing(path, file, `there is no ${IDENTITY} to say which code made them`);
  const { value, faults } = parseJson(identitySchema, JSON.parse(text));
  if (value === undefined) throw differing(path, file, `in ${IDENTITY}, ${faults.join('; ')}`);
  const differs = identityDifference(value, now, portableMath);
  if (differs !== undefined) throw differing(path, file, differs);
  return continued(value, now);
}

function differing(path: string, file: string, differs: string): DiscoError {
  const message = `${path} has results that cannot be continued: ${differs}; name another folder, or remove this one`;
  return new DiscoError('RESULTS_DIFFER', message, { file });
}
