import { DiscoError, Scenario, type ScenarioData } from '@disco-engine/sdk';
import { unpackScenario } from '../scenarios/pack.js';
import type { PackedScenario } from '../scenarios/scenario-ref.js';
import type { ScenarioSpec } from './run-spec.js';

/**
 * The scenario of a run.
 *
 * @param mayLoad whether the launcher may have files on this machine opened: only one that started the worker may
 * @throws DiscoError `STORE_REFUSED`, `COMMAND_INVALID`; InvalidInputError `GRAPH_INVALID`; errors of `loadStored`
 */
export async function scenarioOf(spec: ScenarioSpec, mayLoad: boolean): Promise<Scenario> {
  if ('packed' in spec) return unpacked(spec);
  if ('sha256' in spec)
    throw new DiscoError(
      'COMMAND_INVALID',
      `the scenario '${spec.name}' is not here; only a standing worker keeps scenarios`,
    );
  if (!('store' in spec)) return Scenario.fromData(spec);
  if (mayLoad) return (await import('@disco-engine/data')).loadStored(spec);
  const message = `this worker does not open stores for its launcher, which asked for ${spec.id}; send the scenario itself`;
  throw new DiscoError('STORE_REFUSED', message);
}

function unpacked({ name, packed }: PackedScenario): Scenario {
  let data: ScenarioData;
  try {
    data = unpackScenario(packed);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new DiscoError(
      'COMMAND_INVALID',
      `the launcher sent '${name}' as a scenario, but it cannot be read as one: ${problem}`,
    );
  }
  return Scenario.fromData(data);
}
