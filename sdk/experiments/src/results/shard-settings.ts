import { parseJson } from '@disco-engine/data';
import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { descriptionJson } from './description.js';
import { experimentSchema, type ExperimentDescription } from './experiment-schema.js';
import { fewOf } from './identity.js';
import { jsonText } from './json-text.js';
import type { ShardClaim } from './shard-claim.js';

/** Settings that may change from one opening of a folder to the next, but not among shards that fill it at the same time. */
const SETTINGS = ['warmup', 'replications', 'precision', 'responses', 'cases'] as const;

type Others = Pick<ShardClaim, 'refuseOthers'>;

/**
 * Refuses to change the settings of an experiment that other shards are running.
 *
 * @param before the description in the folder
 * @throws DiscoError `RESULTS_DIFFER`
 */
export async function refuseOtherSettings(
  path: string,
  before: ExperimentDescription | undefined,
  now: ExperimentDescription,
  others: Others,
): Promise<void> {
  if (before === undefined) return;
  const [old, wanted] = [settingsOf(before), settingsOf(now)];
  const texts = (value: unknown): string => JSON.stringify(value);
  const changed = SETTINGS.filter((name) => texts(old[name]) !== texts(wanted[name])).map((name) =>
    name === 'cases' ? 'the cases differ' : `${name} was ${texts(old[name])} and is now ${texts(wanted[name])}`,
  );
  if (before.summarising === true || before.evaluating === true) changed.push('the last change is not yet complete');
  if (changed.length > 0) await refuse(path, others, fewOf(changed, '; '));
}

/** Refuses to compute the responses of others again. @throws DiscoError `RESULTS_DIFFER` */
export function refuseOtherResponses(path: string, others: Others): Promise<void> {
  return refuse(path, others, 'the functions of its responses give other values than in the folder');
}

/** The description as it is in a file, with its fields in the order of the schema. */
function settingsOf(description: ExperimentDescription): Readonly<Record<string, unknown>> {
  const { value } = parseJson(experimentSchema, JSON.parse(jsonText(descriptionJson(description))));
  return value === undefined ? {} : { ...descriptionJson(value) };
}

async function refuse(path: string, others: Others, why: string): Promise<void> {
  try {
    await others.refuseOthers();
  } catch (cause) {
    if (!isDiscoError(cause, 'RESULTS_LOCKED')) throw cause;
    const message =
      `other shards fill ${path} with other settings: ${why}; start all shards with the same experiment, or wait until the others ` +
      'have ended';
    throw new DiscoError('RESULTS_DIFFER', message, { file: path }, { cause });
  }
}
