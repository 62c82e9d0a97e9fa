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
  /** Node and name of a channel, such as `stage/Retail_0001/wait`; `response` instead has the name of a response. */
  channel: v.exactOptional(text),
  response: v.exactOptional(text),
  relative: share,
  confidence: v.exactOptional(share),
  minimum: v.exactOptional(several),
});

const precision = v.pipe(
  precisionFields,
  jsonCheck(({ channel, response }, refuse) => {
    if ((channel === undefined) === (response === undefined)) refuse('a string, unless response is one', 'channel');
  }),
);

const response = jsonObject({
  name: text,
  kind: v.picklist(['value', 'ratio'], 'one of value, ratio'),
  unit: text,
  /** The channel that it has its unit from, if it has no unit of its own. */
  unitOf: v.exactOptional(text),
  /** Definition, in words or code. */
  text,
});

const cases = v.pipe(
  listOf(jsonObject({ number: count, parameters: storedRecord, asked: v.exactOptional(count) })),
  v.minLength(1, 'an array with at least one case'),
  jsonCheck((list, refuse) => {
    for (const [at, { number }] of list.entries())
      if (number !== at) refuse(`${at}, its position in the list`, at, 'number');
  }),
);

const scenario = jsonObject({
  name: text,
  vertices: finite,
  edges: finite,
  /** Id in the store; null for a scenario from elsewhere. */
  id: textOrNull,
  version: v.nullish(finite, null),
});

const optimisation = jsonObject({
  /** Name of a response or channel. */
  objective: text,
  best: v.picklist(['least', 'greatest'], 'one of least, greatest'),
  /** Absent until the optimisation has ended. */
  outcome: v.exactOptional(
    jsonObject({
      /** Case number; null if all candidates failed. */
      chosen: v.nullable(count),
      /** Cases of the final selection, the chosen one first. */
      finalists: listOf(count),
      /** First replication that counts for the choice; the search has seen the earlier ones. */
      from: count,
      /** Whether the budget sufficed for the selection; absent in folders of earlier versions. */
      decided: v.exactOptional(flag),
      /** How certain the choice is, and what it took. */
      text,
    }),
  ),
});

/** `experiment.json` of a results folder. Fields that earlier versions of format 1 lack have a default. */
export const experimentSchema = jsonObject({
  format,
  name: text,
  /** `module` is the path of the module that exports the experiment, `export` the name of the export. */
  model: jsonObject({ name: text, module: text, export: v.nullish(text, 'default') }),
  scenario,
  seed: finite,
  commonRandomNumbers: v.nullish(flag, true),
  /** Whether replications 2k and 2k + 1 draw complementary random numbers, so that only the means of pairs are independent. */
  antithetic: v.nullish(flag, false),
  /** The horizon of each replication. */
  duration: v.pipe(v.number(POSITIVE), v.finite(POSITIVE), v.gtValue(0, POSITIVE)),
  warmup: finite,
  /** Present while logs are being summarized again with this warm-up: some `run.json` may still use the previous warm-up. */
  summarising: v.exactOptional(flag),
  /** Present while these responses are being computed for existing replications: some `run.json` may still have others. */
  evaluating: v.exactOptional(flag),
  replications: count,
  /** Precision at which a case stops before all replications are run. */
  precision: v.nullish(listOf(precision), []),
  /** Declared responses; `run.json` has their values. */
  responses: v.nullish(listOf(response), []),
  cases,
  /** Present for an optimisation, whose candidates are the cases. */
  optimisation: v.exactOptional(optimisation),
  workers: count,
  /** Written with everything that JSON preserves; only its kind is read. */
  placement: v.nullish(jsonObject({ kind: text }), null),
  /** Unit of time; empty if unknown. */
  unit: text,
  versions: jsonObject({ engine: text, node: text }),
  /** A command line that runs the experiment again. */
  command: text,
});

/** The description of an experiment in `experiment.json`: everything that its results depend on, and how to run it again. */
export type ExperimentDescription = DeepReadonly<v.InferOutput<typeof experimentSchema>>;

/** The description of an experiment's scenario. */
export type ScenarioDescription = ExperimentDescription['scenario'];
