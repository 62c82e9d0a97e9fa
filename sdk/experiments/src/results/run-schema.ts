import type { Place } from '@disco-engine/kernel';
import { jsonCheck, jsonObject, jsonRecord } from '@disco-engine/data';
import { LOG_KINDS } from '@disco-engine/sdk/extensions';
import * as v from 'valibot';
import { LOG_FILE } from './folder-names.js';
import type { ResponseValue } from '../definition/response.js';
import { count, finite, finiteOrNull, listOf, text, textOrNull, type DeepReadonly } from '../fields/field-schemas.js';

const worker = jsonObject({
  /** Milliseconds, as the others. */
  busy: finite,
  /** Waiting for another worker. */
  blocked: finite,
  /** Absent where nobody measured it. */
  idle: v.nullish(finite),
  /** The port at which it waited longest. */
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
  /** Of a state channel: the share of time of each state. */
  shares: v.exactOptional(jsonRecord(finite)),
  /** Of a histogram channel; there is one edge more than counts. */
  counts: v.exactOptional(listOf(finite)),
  edges: v.exactOptional(listOf(finite)),
  /** Of a vector channel: one for each element. */
  means: v.exactOptional(listOf(finite)),
});

const channel = v.pipe(
  channelFields,
  jsonCheck(({ counts = [], edges = [] }, refuse) => {
    if (counts.length > 0 && edges.length !== counts.length + 1)
      refuse(`${counts.length + 1} numbers, one more than counts`, 'edges');
  }),
);

/** A number; or the two of a ratio; or why there is none. */
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
  /** Of the run: 16 hexadecimal digits; empty where it failed. */
  digest: text,
  epoch: finite,
  activations: finite,
  events: finite,
  /** From its start to its end, by the clock. */
  seconds: finite,
  workers: v.nullish(listOf(worker), []),
  /** What its nodes have logged, after the warm-up, in canonical order. */
  channels: v.nullish(listOf(channel), []),
  /** By name; absent where the experiment declared none when it was run. */
  responses: v.exactOptional(jsonRecord(responseValue)),
  /** Quantiles that the responses are made of, by what they are of; null where nothing was recorded. So the records need not be read again. */
  quantiles: v.exactOptional(jsonRecord(finiteOrNull)),
  /** The file with the records, beside this one; null where there are none. */
  log: v.nullish(v.literal(LOG_FILE, `'${LOG_FILE}', or null`), null),
  /** Why there are none, where the replication went on without them. */
  logFailure: textOrNull,
  /** `number` of the identity that it was made by, as in `identity.json`; absent for 0. */
  identity: v.exactOptional(count),
  error: v.nullish(jsonObject({ code: text, message: text, place: v.nullish(place, {}) }), null),
};

/** `run.json` of a results folder. Fields that earlier versions of format 1 did not write have a default. */
export const runSchema = jsonObject(entries);

/** The same, of the replication that a folder is named after. */
export function runSchemaOf({ case: number, replication }: ReplicationKey): typeof runSchema {
  const named = (value: number): v.GenericSchema<unknown, number> => v.literal(value, `${value}, as its folder says`);
  return jsonObject({ ...entries, case: named(number), replication: named(replication) });
}

/** One replication of one case. */
export interface ReplicationKey {
  readonly case: number;
  readonly replication: number;
}

/** What came out of a replication, as `run.json` beside its log. */
export type ReplicationRecord = DeepReadonly<v.InferOutput<typeof runSchema>>;

/** What a worker did with its time; milliseconds. */
export type WorkerTime = ReplicationRecord['workers'][number];
