import { deserialize, serialize } from 'node:v8';
import type { Scenario, ScenarioData } from '@disco-engine/sdk';
import { parse } from 'valibot';
import { SCENARIO_DATA } from './scenario-schema.js';

/**
 * A scenario as bytes. Usually the same bytes for the same data, but not always: V8 writes arrays and numbers as it happens
 * to hold them.
 */
export async function packScenario(scenario: Scenario): Promise<Uint8Array> {
  return serialize(await scenario.toData());
}

/**
 * What `packScenario` was given, as data. The result shares no memory with the bytes.
 *
 * @throws Error if the bytes are no such data
 */
export function unpackScenario(packed: Uint8Array): ScenarioData {
  // Other threads may read the same bytes, and typed arrays in the result would be views of them.
  return parse(SCENARIO_DATA, deserialize(Uint8Array.from(packed)));
}
