import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '@disco-engine/data';
import { DiscoError, InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { GenericSchema } from 'valibot';
import { experimentSchema, type ExperimentDescription } from '../results/experiment-schema.js';
import { DESCRIPTION, GRAPH, IDENTITY } from '../results/folder-names.js';
import { identitySchema } from '../results/identity-schema.js';
import { graphSchema } from '../graph/graph-schema.js';
import { olderRuns } from '../results/older-runs.js';
import { replicationFolders } from '../results/replication-folders.js';
import { replicationPath } from '../results/replication-path.js';
import { diskFiles } from '../results/results-files.js';
import { runSchemaOf, type ReplicationKey } from '../results/run-schema.js';
import { ofCase, StopRule } from '../run/stop-rule.js';
import { runFacts, type RunFacts } from '../figures/run-facts.js';
import type { LogDatabase } from '../logs/log-database.js';
import { experimentResults } from '../figures/experiment-results.js';
import { logProblem } from './log-problem.js';
import { readRecords } from './read-records.js';
import { reasonOf } from './reason-of.js';
import type { Results } from './results.js';

/** Remedy for a file of a replication, which running it again recreates. */
const RERUN =
  "run the experiment again into this folder with 'disco run', which runs this replication again and keeps the rest";
/** Remedy for a file that describes the other files. */
const REPLACE =
  'restore it from a copy, or run the experiment again into this folder with --keep, which keeps intact replications';

const HALF_SUMMARISED =
  'only some replications have been summarized with the new warm-up; run the experiment again into this folder ' +
  "with 'disco run', which summarizes the rest";

const HALF_EVALUATED =
  'the new responses have been computed for only some replications; run the experiment again into this folder ' +
  "with 'disco run', which computes the rest";

/**
 * Reads a results folder, except for the records of its logs, which are read on demand.
 *
 * @param folder folder that `disco run` or `runExperiment` has written, or is still writing; it is only read
 * @param logs also checks the columns of each log; without it, only the beginning and end of each log are checked
 * @throws InvalidInputError `RESULTS_INVALID` with all problems, each with its file
 *
 * @example
 * const results = await readResults('results');
 * for (const { mean, interval, n, missing } of results.response('shop/Ulm/wait')) console.log(mean, interval.halfWidth, n, missing);
 * const { epochs, values } = await results.records({ case: 0, replication: 2, node: 'shop/Ulm', name: 'wait' });
 */
export async function readResults(folder: string, logs?: LogDatabase): Promise<Results> {
  const problems: Problem[] = [];
  const experiment = await readJson(experimentSchema, join(folder, DESCRIPTION), problems, REPLACE);
  if (experiment?.summarising === true)
    problems.push({ code: 'FIELD_INVALID', message: HALF_SUMMARISED, place: { file: join(folder, DESCRIPTION) } });
  if (experiment?.evaluating === true)
    problems.push({ code: 'FIELD_INVALID', message: HALF_EVALUATED, place: { file: join(folder, DESCRIPTION) } });
  const graph = await readIfThere(graphSchema, folder, GRAPH, problems, 'remove it, and run the experiment again');
  const identity = await readIfThere(identitySchema, folder, IDENTITY, problems, REPLACE);
  const runs: RunFacts[] = [];
  const beyond: string[] = [];
  for (const found of await replicationFolders(diskFiles, folder)) {
    if (experiment && isBeyond(found, experiment)) {
      beyond.push(found.name);
      continue;
    }
    const path = join(folder, found.name);
    const run = await readJson(runSchemaOf(found), join(path, 'run.json'), problems);
    if (run === undefined) continue;
    const facts = runFacts(run, run.log === null ? null : join(path, run.log));
    const problem = facts.log === null ? undefined : await logProblem(facts.log, logs, RERUN);
    if (problem) problems.push(problem);
    runs.push(facts);
  }
  if (problems.length > 0 || experiment === undefined) throw new InvalidInputError('RESULTS_INVALID', folder, problems);
  const plans = plansOf(experiment, runs);
  const asked = plans.map(({ replications }) => replications);
  const notes = plans.flatMap((plan, number) => plan.notes.map((text) => ofCase(text, number, plans.length)));
  const isAsked = (run: RunFacts): boolean => run.replication < (asked[run.case] ?? NaN);
  beyond.push(...runs.filter((run) => !isAsked(run)).map(replicationPath));
  const shown = runs.filter(isAsked);
  return {
    ...experimentResults({ experiment, runs: shown, asked }),
    experiment,
    runs: shown,
    asked,
    notes,
    beyond,
    older: olderRuns(shown, identity),
    defaults: identity?.defaults ?? {},
    graph,
    records: (of) => readRecords(shown, of),
  };
}

async function readIfThere<Value>(
  schema: GenericSchema<unknown, Value>,
  folder: string,
  name: string,
  problems: Problem[],
  remedy: string,
): Promise<Value | undefined> {
  if (!(await names(folder)).includes(name)) return undefined;
  return readJson(schema, join(folder, name), problems, remedy);
}

/** The number of replications that each case needs, with notes on their precision. The precision may have been relaxed since. */
function plansOf(
  { cases, replications, precision, antithetic }: ExperimentDescription,
  runs: readonly RunFacts[],
): { readonly replications: number; readonly notes: readonly string[] }[] {
  return cases.map(({ number, asked = replications }) => {
    const own = new Map(runs.filter((run) => run.case === number).map((run) => [run.replication, run]));
    const rule = new StopRule(precision, antithetic);
    try {
      const enough = rule.enough((replication) => own.get(replication)) ?? asked;
      return { replications: enough, notes: rule.notes(asked) };
    } catch (error) {
      // The mean of a channel that does not exist is never known; running the experiment reports this error.
      if (error instanceof DiscoError && error.code === 'CHANNEL_UNKNOWN') return { replications: asked, notes: [] };
      throw error;
    }
  });
}

function isBeyond(found: ReplicationKey, { cases, replications }: ExperimentDescription): boolean {
  return found.case >= cases.length || found.replication >= replications;
}

async function names(folder: string): Promise<string[]> {
  // A folder that cannot be listed has no replications; reading its required files reports the problem.
  return (await readdir(folder).catch(() => [])).sort();
}

/** Parses a file and collects its problems. */
async function readJson<Value>(
  schema: GenericSchema<unknown, Value>,
  file: string,
  problems: Problem[],
  remedy: string = RERUN,
): Promise<Value | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const message = `it cannot be read (${reasonOf(error)}); give a folder written by 'disco run EXPERIMENT'`;
    problems.push({ code: 'FILE_UNREADABLE', message, place: { file } });
    return undefined;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = `it is not JSON (${reasonOf(error)}); ${remedy}`;
    problems.push({ code: 'FILE_FORMAT_UNKNOWN', message, place: { file } });
    return undefined;
  }
  const { value, faults = [] } = parseJson(schema, json);
  problems.push(...faults.map((message): Problem => ({ code: 'FIELD_INVALID', message, place: { file } })));
  return value;
}
