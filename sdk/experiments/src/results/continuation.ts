import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import type { GenericSchema } from 'valibot';
import type { Experiment } from '../definition/experiment.js';
import { alignCases } from './align-cases.js';
import { CLAIMS } from './claim.js';
import { descriptionDifferences } from './description.js';
import { experimentSchema, type ExperimentDescription } from './experiment-schema.js';
import { besideDifference, continued, fewOf, identityDifferences } from './identity.js';
import { identitySchema, type ResultsIdentity } from './identity-schema.js';
import { ASIDE, DESCRIPTION, GRAPH, IDENTITY, OLD_LOCK, PARTIAL } from './folder-names.js';
import type { ResultsFiles } from './results-files.js';

/** The description of an experiment, and the identity of the code and data that produce its results. */
export interface Facts {
  readonly description: ExperimentDescription;
  readonly identity: ResultsIdentity;
  /** Files of its code that only the experiment needs. */
  readonly besideModel?: readonly string[] | undefined;
}

/** The facts found in a folder. Parts that were never written are undefined; `fault` explains why a part cannot be read. */
interface FactsBefore {
  readonly description: ExperimentDescription | undefined;
  readonly identity: ResultsIdentity | undefined;
  readonly fault: DiscoError | undefined;
}

/** Reads the facts of a folder; undefined if it has no results. @throws DiscoError `RESULTS_DIFFER` if it has other files instead */
export async function factsBefore(files: ResultsFiles, path: string): Promise<FactsBefore | undefined> {
  const names = (await files.list(path)) ?? [];
  if (!names.some((name) => name === DESCRIPTION || name.startsWith('case-'))) {
    const strange = names.find((name) => !isOwn(name));
    if (strange === undefined) return undefined;
    const message = `${path} has files, such as ${strange}, but no ${DESCRIPTION}; choose a new folder for the results`;
    throw new DiscoError('RESULTS_DIFFER', message, { file: path });
  }
  const description = await readPart(files, join(path, DESCRIPTION), experimentSchema);
  const identity = await readPart(files, join(path, IDENTITY), identitySchema);
  return {
    description: description.value,
    identity: identity.value,
    fault: description.fault ?? (description.value === undefined ? missing(path) : identity.fault),
  };
}

/**
 * The facts to write for a folder that is continued.
 *
 * @param keep whether existing results of different origin stay, marked as older
 * @param isSummarised whether existing results will be summarized again with the new warm-up
 * @throws DiscoError `RESULTS_DIFFER` if the new results do not match the existing ones; `RESULTS_INVALID` if the existing facts cannot
 *   be read
 */
export function continuedFacts(
  path: string,
  { description: old, identity, fault }: FactsBefore,
  now: Facts,
  experiment: Experiment,
  keep: boolean,
  isSummarised: boolean,
): Facts {
  if (fault !== undefined && !keep) throw fault;
  const differences: string[] = [];
  if (old === undefined) differences.push(fault?.message ?? '');
  else differences.push(...descriptionDifferences(old, now.description, isSummarised));
  if (identity === undefined) differences.push(fault?.message ?? `there is no ${IDENTITY} to identify their code`);
  else differences.push(...identityDifferences(identity, now.identity, experiment.portableMath, now.besideModel));
  const defaults = now.identity.defaults ?? {};
  const before = { cases: old?.cases ?? now.description.cases, defaults: identity?.defaults ?? defaults };
  const wanted = { cases: now.description.cases, defaults };
  const strict = alignCases(before, wanted, false);
  differences.push(...strict.differences);
  const beside = identity && besideDifference(identity, now.identity, now.besideModel);
  const remedy = beside !== undefined && differences.length === 0 ? RECOMPUTE : CHOICES;
  if (beside !== undefined) differences.push(beside);
  const isSame = differences.length === 0;
  if (!isSame && !keep) throw differing(path, differences, remedy);
  const { cases, differences: gone } = isSame ? strict : alignCases(before, wanted, true);
  if (gone.length > 0) throw differing(path, gone, CHOICES);
  const next =
    isSame && identity ? continued(identity, now.identity) : keptIdentity(identity, now.identity, differences);
  return { description: { ...now.description, cases }, identity: next };
}

/** Whether a folder without results may contain this file: results moved aside, or leftovers of a killed process. */
function isOwn(name: string): boolean {
  return [CLAIMS, OLD_LOCK, IDENTITY, GRAPH].includes(name) || name.startsWith(PARTIAL) || name.startsWith(ASIDE);
}

function keptIdentity(
  before: ResultsIdentity | undefined,
  now: ResultsIdentity,
  differences: readonly string[],
): ResultsIdentity {
  const { number, older } = before ?? { number: 0, older: [] };
  return { ...now, number: number + 1, older: [...older, { number, differs: fewOf(differences, '; ') }] };
}

async function readPart<Value>(
  files: ResultsFiles,
  file: string,
  schema: GenericSchema<unknown, Value>,
): Promise<{ readonly value?: Value; readonly fault?: DiscoError | undefined }> {
  const bytes = await files.read(file);
  if (bytes === undefined) return {};
  let why: string;
  try {
    const { value, faults = [] } = parseJson(schema, JSON.parse(new TextDecoder().decode(bytes)));
    if (value !== undefined) return { value };
    why = faults.join('; ');
  } catch (error) {
    why = `it is not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  return { fault: unreadable(file, why) };
}

function unreadable(file: string, why: string): DiscoError {
  const message =
    `${file}: ${why}; its replications are not lost: restore the file from a copy, continue with the replications, ` +
    'marked as older, with --keep, or move them aside with --fresh';
  return new DiscoError('RESULTS_INVALID', message, { file });
}

function missing(path: string): DiscoError {
  return unreadable(join(path, DESCRIPTION), 'it is missing');
}

function differing(path: string, differences: readonly string[], remedy: string): DiscoError {
  const message = `${path} has results that do not match: ${fewOf(differences, '; ')}; ${remedy}`;
  return new DiscoError('RESULTS_DIFFER', message, { file: path });
}

const CHOICES =
  'choose another folder, move those results aside with --fresh, or continue with them, marked as older, with --keep';
/** If nothing but files beside the model has changed: responses of existing replications are computed anew whenever a folder is opened. */
const RECOMPUTE =
  'if that changed nothing but responses, continue with --keep: they are computed again from what each replication has saved. ' +
  `If it changed what a replication does, ${CHOICES}`;
