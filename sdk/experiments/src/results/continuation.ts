import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError } from '@disco-engine/kernel';
import type { GenericSchema } from 'valibot';
import type { Experiment } from '../definition/experiment.js';
import { alignCases } from './align-cases.js';
import { CLAIMS } from './claim.js';
import { descriptionDifferences } from './description.js';
import { experimentSchema, type ExperimentDescription } from './experiment-schema.js';
import { continued, fewOf, identityDifferences } from './identity.js';
import { identitySchema, type ResultsIdentity } from './identity-schema.js';
import { ASIDE, DESCRIPTION, GRAPH, IDENTITY, OLD_LOCK, PARTIAL } from './folder-names.js';
import type { ResultsFiles } from './results-files.js';

/** What is known of results: which experiment they are of, and what they were made by. */
export interface Facts {
  readonly description: ExperimentDescription;
  readonly identity: ResultsIdentity;
}

/** What a folder has; undefined parts were never written, and `fault` says what keeps one from being read. */
interface FactsBefore {
  readonly description: ExperimentDescription | undefined;
  readonly identity: ResultsIdentity | undefined;
  readonly fault: DiscoError | undefined;
}

/** Undefined where the folder has no results. @throws DiscoError `RESULTS_DIFFER` where it has something else */
export async function factsBefore(files: ResultsFiles, path: string): Promise<FactsBefore | undefined> {
  const names = (await files.list(path)) ?? [];
  if (!names.some((name) => name === DESCRIPTION || name.startsWith('case-'))) {
    const strange = names.find((name) => !isOwn(name));
    if (strange === undefined) return undefined;
    const message = `${path} has files, such as ${strange}, and no ${DESCRIPTION}; name a new folder for the results`;
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
 * What is written down of a folder that goes on.
 *
 * @param keep whether results that were made by something else stay, and are marked
 * @param isSummarised whether what is there will be summarized with the warm-up that is wanted now
 * @throws DiscoError `RESULTS_DIFFER` where what is to be added does not go with what is there; `RESULTS_INVALID` where that
 * cannot be read
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
  if (identity === undefined) differences.push(fault?.message ?? `there is no ${IDENTITY} to say which code made them`);
  else differences.push(...identityDifferences(identity, now.identity, experiment.portableMath));
  const defaults = now.identity.defaults ?? {};
  const before = { cases: old?.cases ?? now.description.cases, defaults: identity?.defaults ?? defaults };
  const wanted = { cases: now.description.cases, defaults };
  const strict = alignCases(before, wanted, false);
  differences.push(...strict.differences);
  const isSame = differences.length === 0;
  if (!isSame && !keep) throw differing(path, differences);
  const { cases, differences: gone } = isSame ? strict : alignCases(before, wanted, true);
  if (gone.length > 0) throw differing(path, gone);
  const next =
    isSame && identity ? continued(identity, now.identity) : keptIdentity(identity, now.identity, differences);
  return { description: { ...now.description, cases }, identity: next };
}

/** Whether a folder without results may have that: what was moved aside, and what a process that was killed has left. */
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
    why = `it is no JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  return { fault: unreadable(file, why) };
}

function unreadable(file: string, why: string): DiscoError {
  const message =
    `${file}: ${why}; the replications beside it are not lost: put a copy of the file back, go on with them, ` +
    'marked as older, by --keep, or move them aside by --fresh';
  return new DiscoError('RESULTS_INVALID', message, { file });
}

function missing(path: string): DiscoError {
  return unreadable(join(path, DESCRIPTION), 'it is missing');
}

function differing(path: string, differences: readonly string[]): DiscoError {
  const message =
    `${path} has results of something else: ${fewOf(differences, '; ')}; name another folder, move those results aside by ` +
    '--fresh, or go on with them, marked as older, by --keep';
  return new DiscoError('RESULTS_DIFFER', message, { file: path });
}
