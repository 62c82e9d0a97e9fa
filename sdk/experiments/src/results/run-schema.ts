import type { Place } from '@disco-engine/kernel';
import { jsonCheck, jsonObject, jsonRecord } from '@disco-engine/data';
import { LOG_KINDS } from '@disco-engine/sdk/extensions';
import * as v from 'valibot';
import { LOG_FILE } from './folder-names.js';
import type { ResponseValue } from '../definition/response.js';
import { count, finite, finiteOrNull, listOf, text, textOrNull, type DeepReadonly } from '../fields/field-schemas.js';

const worker = jsonObject({
  /** All times are in milliseconds. */
  busy: finite,
  /** Time spent waiting for another worker. */
  blocked: finite,
  /** Absent if not measured. */
  idle: v.nullish(finite),
  /** The port that it waited for longest. */
  heldUpAt: textOrNull,
});

const channelFields = jsonObject({
  node: text,
  name: text,
  kind: v.picklist(LOG_KINDS, `one of ${LOG_KINDS.join(', ')}`),
  unit: v.nullish(text, ''),
  labels: v.nullish(jsonRecord(text), {}),
  count: finite,
  mean: finiteOrNull,
  deviation: finiteOrNull,
  minimum: finiteOrNull,
  maximum: finiteOrNull,
  last: finiteOrNull,
  /** Series, tallies and histograms; absent from results of earlier versions. */
  sum: v.exactOptional(finiteOrNull),
  /** State channels: the share of time in each state. */
  shares: v.exactOptional(jsonRecord(finite)),
  /** Histogram channels; there is one edge more than counts. */
  counts: v.exactOptional(listOf(finite)),
  edges: v.exactOptional(listOf(finite)),
  /** Vector channels: one mean per element. */
  means: v.exactOptional(listOf(finite)),
});

const channel = v.pipe(
  channelFields,
  jsonCheck(({ counts = [], edges = [] }, refuse) => {
    if (counts.length > 0 && edges.length !== counts.length + 1)
      refuse(`${counts.length + 1} numbers, one more than counts`, 'edges');
  }),
);

/** A number, the two numbers of a ratio, or why there is none. */
const responseValue: v.GenericSchema<unknown, ResponseValue> = v.union(
  [finite, v.strictObject({ numerator: finite, denominator: finite }), v.strictObject({ missing: text })],
  'a finite number, or an object with numerator and denominator, or with missing',
);

const place = v.pipe(
  jsonObject({
    node: v.nullish(text),
    simproc: v.nullish(text),
    epoch: v.nullish(finite),
    target: v.nullish(text),
    vertex: v.nullish(text),
    channel: v.nullish(text),
    file: v.nullish(text),
    line: v.nullish(finite),
  }),
  v.transform((fields): Place => {
    // JSON writes null for an epoch that is not finite.
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
  }),
);

const entries = {
  case: count,
  replication: count,
  status: v.picklist(['FINISHED', 'FAILED'], 'one of FINISHED, FAILED'),
  /** Digest of the run: 16 hexadecimal digits; empty if it failed. */
  digest: text,
  epoch: finite,
  activations: finite,
  events: finite,
  /** Wall-clock time from start to end. */
  seconds: finite,
  workers: v.nullish(listOf(worker), []),
  /** Summaries of the nodes' channels after the warm-up, in canonical order. */
  channels: v.nullish(listOf(channel), []),
  /** By name; absent if the experiment declared no responses. */
  responses: v.exactOptional(jsonRecord(responseValue)),
  /** Quantiles that the responses use, by share and channel, so that the records need not be read again; null if nothing was recorded. */
  quantiles: v.exactOptional(jsonRecord(finiteOrNull)),
  /** The file with the records, next to this one; null if there are none. */
  log: v.nullish(v.literal(LOG_FILE, `'${LOG_FILE}', or null`), null),
  /** Why the records are missing, if the replication continued without them. */
  logFailure: textOrNull,
  /** `number` of its identity in `identity.json`; absent for 0. */
  identity: v.exactOptional(count),
  error: v.nullish(jsonObject({ code: text, message: text, place: v.nullish(place, {}) }), null),
};

/** `run.json` of a results folder. Fields that earlier versions of format 1 lack have a default. */
export const runSchema = jsonObject(entries);

/** The schema of the `run.json` in a replication's folder, with its numbers as in the name of the folder. */
export function runSchemaOf({ case: number, replication }: ReplicationKey): typeof runSchema {
  const named = (value: number): v.GenericSchema<unknown, number> =>
    v.literal(value, `${value}, as in the name of its folder`);
  return jsonObject({ ...entries, case: named(number), replication: named(replication) });
}

/** One replication of one case. */
export interface ReplicationKey {
  readonly case: number;
  readonly replication: number;
}

/** The results of a replication: `run.json`, next to its log. */
export type ReplicationRecord = DeepReadonly<v.InferOutput<typeof runSchema>>;

/** How a worker spent its time, in milliseconds. */
export type WorkerTime = ReplicationRecord['workers'][number];
