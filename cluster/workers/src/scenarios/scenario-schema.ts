import type { ScenarioData } from '@disco-engine/sdk';
import * as v from 'valibot';

const LIST = v.custom<readonly unknown[]>(Array.isArray);

/** The scenario itself checks the large lists, once, when it builds its graph from them. */
export const SCENARIO_DATA = v.looseObject({
  name: v.string(),
  keys: LIST,
  weights: v.instance(Float64Array),
  labels: v.looseObject({ names: LIST, starts: v.instance(Int32Array), labels: v.instance(Int32Array) }),
  layers: v.array(v.looseTuple([v.string(), v.looseObject({})])),
  nodeTypes: v.array(v.string()),
  typeOf: v.instance(Uint16Array),
  vertices: v.array(v.looseTuple([v.string(), v.array(v.looseTuple([v.string(), v.unknown()]))])),
  edges: v.array(v.looseTuple([v.string(), v.array(v.looseTuple([v.string(), v.unknown()]))])),
}) as unknown as v.GenericSchema<unknown, ScenarioData>;
