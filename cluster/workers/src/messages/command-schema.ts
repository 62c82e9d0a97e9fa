import * as v from 'valibot';
import type { Command, RunOutcome, SupplyCommand } from '../worker/commands.js';
import { SCENARIO_DATA } from '../scenarios/scenario-schema.js';
import type { ScenarioRef } from '../scenarios/scenario-ref.js';
import type { RunSpec, TransportSpec } from '../worker/run-spec.js';
import type { GuestRequest, Request } from './message.js';

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const STORED_SCENARIO = v.object({ store: v.string(), id: v.string(), version: COUNT });

const SCENARIO_REF = v.object({
  name: v.string(),
  sha256: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  bytes: COUNT,
  stored: v.exactOptional(STORED_SCENARIO),
}) satisfies v.GenericSchema<unknown, ScenarioRef>;

const PACKED_SCENARIO = v.object({ name: v.string(), packed: v.instance(Uint8Array) });

const LOG_SPEC = v.object({
  spool: v.optional(v.string()),
  target: v.optional(v.string()),
  metadata: v.optional(v.record(v.string(), v.unknown())),
  warmup: v.optional(v.number()),
  onFailure: v.optional(v.picklist(['fail', 'summary'])),
});

const RUN_SPEC = v.looseObject({
  model: v.object({ module: v.string(), export: v.string() }),
  scenario: v.union([STORED_SCENARIO, SCENARIO_REF, PACKED_SCENARIO, SCENARIO_DATA]),
  placement: v.optional(v.looseObject({ kind: v.string() })),
  parameters: v.optional(v.looseObject({})),
  code: v.optional(v.record(v.string(), v.string())),
  log: v.optional(LOG_SPEC),
  worker: COUNT,
  workers: COUNT,
  addresses: v.array(v.string()),
});

const SHARED_AREA = v.object({ workers: COUNT, ringBytes: COUNT, memory: v.instance(SharedArrayBuffer) });

const TRANSPORT = v.variant('kind', [
  v.object({
    kind: v.literal('planned'),
    name: v.string(),
    // Only the transport knows its plan.
    plan: v.custom<object>((plan) => typeof plan === 'object' && plan !== null),
    lostAfter: v.number(),
  }),
  v.object({
    kind: v.literal('own'),
    lostAfter: v.number(),
    near: v.exactOptional(v.object({ run: v.string(), members: v.array(COUNT) })),
    // Only within a process: shared memory does not go over a connection.
    shared: v.exactOptional(v.object({ area: SHARED_AREA, members: v.array(COUNT) })),
  }),
]) satisfies v.GenericSchema<unknown, TransportSpec>;

const OUTCOME = v.object({
  status: v.picklist(['finished', 'failed', 'canceled']),
  reason: v.optional(v.string()),
}) satisfies v.GenericSchema<unknown, RunOutcome>;

const COMMANDS = [
  v.object({ command: v.literal('reserve'), transport: TRANSPORT }),
  v.object({
    command: v.literal('initialize'),
    // `Simulation.create` checks the settings of the run, as always.
    spec: RUN_SPEC as unknown as v.GenericSchema<unknown, RunSpec>,
  }),
  v.object({ command: v.literal('start'), until: v.number() }),
  v.object({ command: v.literal('pause') }),
  v.object({ command: v.literal('align'), until: v.number() }),
  v.object({ command: v.literal('resume'), until: v.number() }),
  v.object({ command: v.literal('collect'), name: v.string(), argument: v.optional(v.unknown()) }),
  v.object({
    command: v.literal('look'),
    request: v.variant('by', [
      v.object({ by: v.literal('activity') }),
      v.object({ by: v.literal('channel'), channel: v.string() }),
    ]),
  }),
  v.object({ command: v.literal('report') }),
  v.object({ command: v.literal('log'), end: v.number() }),
  v.object({ command: v.literal('terminate'), outcome: v.optional(OUTCOME) }),
  v.object({ command: v.literal('exit') }),
  v.object({ command: v.literal('state') }),
] as const;

const COMMAND = v.variant('command', [...COMMANDS]) satisfies v.GenericSchema<unknown, Command>;

const GUEST_COMMAND = v.variant('command', [
  ...COMMANDS,
  v.object({ command: v.literal('offer'), scenario: SCENARIO_REF }),
  v.object({ command: v.literal('supply'), packed: v.instance(Uint8Array) }),
]) satisfies v.GenericSchema<unknown, Command | SupplyCommand>;

/** Any request to a worker. */
export const REQUEST: v.GenericSchema<unknown, Request> = v.object({ id: COUNT, command: COMMAND });

/** Any request to a standing worker. */
export const GUEST_REQUEST: v.GenericSchema<unknown, GuestRequest> = v.object({ id: COUNT, command: GUEST_COMMAND });

/** Only the id, so that an otherwise invalid request can be answered. */
export const REQUEST_ID: v.GenericSchema<unknown, { readonly id: number }> = v.object({ id: COUNT });
