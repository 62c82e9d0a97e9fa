import { Cluster, type TransportName } from '@disco-engine/cluster';
import type { DigestLevel, Scenario } from '@disco-engine/sdk';
import type { MeasuredStage } from './stage-measures.js';
import { multilevel } from '@disco-engine/partitioner';

/** The outcome of a run, wherever it ran. */
export interface ChainRun {
  /** By id of the stage. */
  readonly measured: ReadonlyMap<string, MeasuredStage>;
  readonly events: number;
  readonly activations: number;
  readonly digest: string;
  readonly seconds: number;
}

interface WorkersOptions {
  readonly days: number;
  readonly warmup: number;
  readonly seed: number;
  readonly workers?: number | undefined;
  readonly transport?: TransportName | undefined;
  readonly digest?: DigestLevel | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((day: number) => void) | undefined;
}

/** Runs the model on several workers of this machine, each with a part of the stages. */
export async function runOnWorkers(
  scenario: Scenario,
  { days, warmup, seed, workers = 1, transport, digest, signal, onProgress }: WorkersOptions,
): Promise<ChainRun> {
  const module = new URL('./index.js', import.meta.url);
  const cluster = await Cluster.launch({ workers, transport, model: { module, export: 'SupplyChain' } });
  try {
    const until = warmup + days;
    const start = performance.now();
    const run = await cluster.start({
      scenario,
      seed,
      digest,
      until,
      signal,
      placement: multilevel(),
      parameters: { warmup },
      onProgress: ({ epoch }) => onProgress?.(epoch),
    });
    const result = await run.finished;
    const seconds = (performance.now() - start) / 1000;
    const collected = (await run.collect('measuredStages', until)) as ReadonlyMap<string, MeasuredStage>[];
    const { events, activations } = result;
    return {
      measured: new Map(collected.flatMap((part) => [...part])),
      events,
      activations,
      digest: result.digest,
      seconds,
    };
  } finally {
    await cluster.close();
  }
}
