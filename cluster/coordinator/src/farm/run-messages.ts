import type { RunSettings } from '@disco-engine/sdk';
import * as v from 'valibot';
import { parsed } from './farm-messages.js';

/** The kind of a job that runs a model once. */
export const RUN = 'run';

const any = v.optional(v.unknown());

/** Other options of a run are those of the host. `Simulation.create` checks the values, as always. */
const settings = v.strictObject({
  parameters: any,
  seed: any,
  replication: any,
  antithetic: any,
  digest: any,
  payloads: any,
  portableMath: any,
  placement: any,
  window: any,
} satisfies Record<keyof RunSettings, typeof any>);

const run = v.object({
  /** The name of its model; see `RunModel`. */
  model: v.string(),
  /** The artefact with the scenario. */
  scenario: v.string(),
  /** The name of the scenario, for lists. */
  scenarioName: v.string(),
  until: v.number(),
  settings,
  warmup: v.optional(v.number()),
});

/** The payload of a run. */
export type RunPayload = v.InferOutput<typeof run>;

/** Whatever a member tells, the others keep it, and may print it. */
const short = v.pipe(v.string(), v.maxLength(1000));

const card = v.object({
  /** As in `RunModel`. */
  process: short,
  host: short,
  /** Where the worker of the process is, if this member has started it. */
  address: v.optional(short),
});

/** What a member of a run tells the others. */
export type MemberCard = v.InferOutput<typeof card>;

const result = v.record(v.string(), v.unknown());

export function parseRun(text: string): RunPayload {
  return parsed(run, text, 'a run');
}

export function parseCard(text: string): MemberCard {
  return parsed(card, text, 'a member of a run');
}

export function parseRunResult(text: string): Readonly<Record<string, unknown>> {
  return parsed(result, text, 'the result of a run');
}
