import { jsonCheck, jsonObject } from '@disco-engine/data';
import * as v from 'valibot';
import { storedRecord } from '../fields/stored-record.js';
import { count, finite, flag, format, listOf, text, textOrNull, type DeepReadonly } from '../fields/field-schemas.js';

const SHARE = 'a number above 0 and below 1';
const SEVERAL = 'a whole number from 2 to 1000000';
const POSITIVE = 'a finite number above 0';

const share = v.pipe(v.number(SHARE), v.gtValue(0, SHARE), v.ltValue(1, SHARE));
const several = v.pipe(v.number(SEVERAL), v.integer(SEVERAL), v.minValue(2, SEVERAL), v.maxValue(1e6, SEVERAL));

const precisionFields = jsonObject({
  /** Node and name, such as `stage/Retail_0001/wait`; or the name of a response. */
  channel: v.exactOptional(text),
  response: v.exactOptional(text),
  relative: share,
  confidence: v.exactOptional(share),
  minimum: v.exactOptional(several),
});

const precision = v.pipe(
  precisionFields,
  jsonCheck(({ channel, response }, refuse) => {
    if ((channel === undefined) === (response === undefined)) refuse('a string, or response one', 'channel');
  }),
);

const response = jsonObject({
  name: text,
  kind: v.picklist(['value', 'ratio'], 'one of value, ratio'),
  unit: text,
  /** What it is, in words or code. */
  text,
});

const cases = v.pipe(
  listOf(jsonObject({ number: count, parameters: storedRecord, asked: v.exactOptional(count) })),
  v.minLength(1, 'an array with a case or more'),
  jsonCheck((list, refuse) => {
    for (const [at, { number }] of list.entries())
      if (number !== at) refuse(`${at}, its place in the list`, at, 'number');
  }),
);

const scenario = jsonObject({
  name: text,
  vertices: finite,
  edges: finite,
  /** In the store; null for a scenario from elsewhere. */
  id: textOrNull,
  version: v.nullish(finite, null),
});

const optimisation = jsonObject({
  /** Name of a response, or of a channel. */
  objective: text,
  best: v.picklist(['least', 'greatest'], 'one of least, greatest'),
  /** Absent until it has ended. */
  outcome: v.exactOptional(
    jsonObject({
      /** Number of a case; null where all have failed. */
      chosen: v.nullable(count),
      /** Those that were compared in the end, the chosen one first. */
      finalists: listOf(count),
      /** Replications before that were seen by the search, and do not count for the choice. */
      from: count,
      /** How sure the choice is, and what it took. */
      text,
    }),
  ),
});

/** `experiment.json` of a results folder. Fields that earlier versions of format 1 did not write have a default. */
export const experimentSchema = jsonObject({
  format,
  name: text,
  /** `module` is the path of the module that exports the experiment, `export` the name by which it does. */
  model: jsonObject({ name: text, module: text, export: v.nullish(text, 'default') }),
  scenario,
  seed: finite,
  commonRandomNumbers: v.nullish(flag, true),
  /** Whether replications 2k and 2k + 1 draw complements, so that only the means of pairs are independent. */
  antithetic: v.nullish(flag, false),
  /** The horizon of each replication. */
  duration: v.pipe(v.number(POSITIVE), v.finite(POSITIVE), v.gtValue(0, POSITIVE)),
  warmup: finite,
  /** Present while what replications have logged is summarized anew with this warm-up: some `run.json` may still have the one before. */
  summarising: v.exactOptional(flag),
  /** Present while these responses are computed for replications that are there: some `run.json` may have others. */
  evaluating: v.exactOptional(flag),
  replications: count,
  /** By which a case ends before all replications are made. */
  precision: v.nullish(listOf(precision), []),
  /** What the cases are judged by; `run.json` has the values. */
  responses: v.nullish(listOf(response), []),
  cases,
  /** Of an optimisation, whose candidates are the cases. */
  optimisation: v.exactOptional(optimisation),
  workers: count,
  /** Written with all that JSON keeps of it; only its kind is read. */
  placement: v.nullish(jsonObject({ kind: text }), null),
  /** Of time; empty where it is unknown. */
  unit: text,
  versions: jsonObject({ engine: text, node: text }),
  /** A command line that runs it again. */
  command: text,
});

/** What a results folder says of its experiment, as `experiment.json`: all that its results depend on, and how to run it again. */
export type ExperimentDescription = DeepReadonly<v.InferOutput<typeof experimentSchema>>;

/** The scenario of an experiment, as far as its results folder describes it. */
export type ScenarioDescription = ExperimentDescription['scenario'];
