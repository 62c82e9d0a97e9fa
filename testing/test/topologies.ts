import type { ModelClass } from '@disco-engine/sdk';
import {
  openRun,
  TRANSPORT_NAMES,
  type ModelRun,
  type ModelRunOptions,
  type TransportChoice,
} from '@disco-engine/testing';

/** Where the workers of a run are. */
export interface RunTopology {
  readonly name: string;
  readonly workers: number;
  readonly transport?: TransportChoice;
}

/** The topologies on which every behaviour must be the same: `describe.each(topologies)('on $name', …)`. */
export const topologies: readonly RunTopology[] = [
  { name: 'one worker', workers: 1 },
  { name: '2 workers', workers: 2 },
  { name: '3 workers', workers: 3 },
  ...TRANSPORT_NAMES.map((transport) => ({ name: `3 workers over ${transport}`, workers: 3, transport })),
];

export const withSeveralWorkers = topologies.filter(({ workers }) => workers > 1);

/** Opens a run, has it used, and disposes of it however that ends. */
export async function onTopology<Result>(
  { workers, transport }: RunTopology,
  model: ModelClass,
  options: ModelRunOptions,
  use: (run: ModelRun) => Promise<Result>,
): Promise<Result> {
  const run = await openRun(model, { workers, transport, ...options });
  try {
    return await use(run);
  } finally {
    await run.dispose();
  }
}
