import * as v from 'valibot';
import type { Notice, Replies } from '../worker/commands.js';
import type { PartLogReport } from '../worker/part-log.js';
import { WORKER_STATES } from '../worker/worker-state.js';
import { ERROR } from './error-schema.js';
import type { Answer } from './message.js';

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const STATE = v.picklist(WORKER_STATES);
const FIGURES = { epoch: v.number(), activations: v.number(), events: v.number() };
const STEP_END = v.picklist(['horizon', 'paused']);

const EXCHANGE = v.object({
  worker: COUNT,
  bounds: v.picklist(['worker', 'ports']),
  peers: v.array(
    v.object({
      worker: COUNT,
      eventsSent: COUNT,
      eventsReceived: COUNT,
      messagesSent: COUNT,
      promisesSent: COUNT,
      messagesReceived: COUNT,
      waits: COUNT,
      blockedMilliseconds: v.number(),
      missingLookahead: v.number(),
    }),
  ),
  heldUpAt: v.optional(v.object({ port: v.string(), milliseconds: v.number() })),
});

const TRAFFIC = v.object({
  eventsSent: COUNT,
  eventsReceived: COUNT,
  messagesSent: COUNT,
  messagesReceived: COUNT,
  promisesSent: COUNT,
  waits: COUNT,
});

const BROKEN_LINK = v.object({
  worker: COUNT,
  address: v.optional(v.string()),
  milliseconds: v.number(),
  reason: v.string(),
});

const NOTICE = v.variant('notice', [
  v.object({ notice: v.literal('transition'), from: STATE, to: STATE, reason: v.optional(v.string()) }),
  v.object({ notice: v.literal('progress'), figures: v.object(FIGURES) }),
]) satisfies v.GenericSchema<unknown, Notice>;

/**
 * What a worker sends to its launcher. The value of a reply is parsed with the entry of `REPLIES` for the command that
 * it answers.
 */
export const ANSWER: v.GenericSchema<unknown, Answer> = v.union([
  NOTICE,
  v.object({ reply: COUNT, error: ERROR }),
  v.object({ reply: COUNT, value: v.unknown() }),
]);

/** By command. */
export const REPLIES: { readonly [C in keyof Replies]: v.GenericSchema<unknown, Replies[C]> } = {
  reserve: v.object({ address: v.string() }),
  initialize: v.object({ nodes: COUNT }),
  start: STEP_END,
  pause: v.object(FIGURES),
  align: v.object(FIGURES),
  resume: STEP_END,
  collect: v.unknown(),
  look: v.object({ channels: v.array(v.string()), values: v.array(v.tuple([v.string(), v.number()])) }),
  report: v.object({
    ...FIGURES,
    nodes: COUNT,
    pendingEvents: v.number(),
    digestPart: v.string(),
    exchange: v.optional(EXCHANGE),
  }),
  log: v.object({
    channels: v.array(v.looseObject({ node: v.string(), name: v.string(), kind: v.string() })),
    failure: v.optional(v.string()),
  }) as unknown as v.GenericSchema<unknown, PartLogReport>,
  terminate: v.undefined(),
  exit: v.undefined(),
  state: v.object({
    state: STATE,
    figures: v.optional(v.object(FIGURES)),
    waitsFor: v.optional(v.string()),
    waits: v.optional(v.object({ blockedMilliseconds: v.number(), heldUpAt: v.optional(v.string()) })),
    traffic: v.optional(TRAFFIC),
    pendingEvents: v.optional(v.number()),
    brokenLinks: v.optional(v.array(BROKEN_LINK)),
    totals: v.object({
      activations: v.number(),
      events: v.number(),
      blockedMilliseconds: v.number(),
      traffic: TRAFFIC,
    }),
  }),
  offer: v.object({ has: v.boolean() }),
  supply: v.undefined(),
};
