import { DiscoError, Scenario } from '@disco-engine/sdk';
import type { ScenarioSpec } from './run-spec.js';

/**
 * The scenario of a run.
 *
 * @param mayLoad whether the launcher may have files on this machine opened: only one that started the worker may
 * @throws DiscoError `STORE_REFUSED`; errors of `loadStored`
 */
export async function scenarioOf(spec: ScenarioSpec, mayLoad: boolean): Promise<Scenario> {
  if (!('store' in spec)) return Scenario.fromData(spec);
  if (mayLoad) return (await import('@disco-engine/data')).loadStored(spec);
  const message = `this worker does not open stores for its launcher, which asked for ${spec.id}; send the scenario itself`;
  throw new DiscoError('STORE_REFUSED', message);
}
