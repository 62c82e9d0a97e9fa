import { Simulation, type DigestLevel, type Progress } from '@disco-engine/sdk';
import { planChain } from './base-stock.js';
import { chainScenario } from './chain-scenario.js';
import type { Chain } from './chain.js';
import { Stage } from './stage.js';
import { SupplyChain } from './supply-chain.js';
import { fillRate, type StageReport } from './table.js';

/** What to simulate, and who wants to know. */
export interface ChainRunOptions {
  /** Days to measure, after the warm-up. */
  readonly days: number;
  readonly warmup: number;
  readonly seed: number;
  /** `full` by default. */
  readonly digest?: DigestLevel;
  /** Ends the run between two activations. */
  readonly signal?: AbortSignal;
  /** Told the simulated day now and then. */
  readonly onProgress?: (day: number) => void;
}

/** The figures of a run as a whole. */
export interface ChainSummary {
  readonly chain: string;
  readonly stages: number;
  readonly arcs: number;
  readonly days: number;
  readonly warmup: number;
  readonly seed: number;
  readonly events: number;
  readonly activations: number;
  readonly digest: string;
  /** Of the stages with external demand, 0 to 1; null where nothing was asked for. */
  readonly fillRate: number | null;
  /** Seconds that the run took, without reading and planning. */
  readonly seconds: number;
}

/** What came out. */
export interface ChainResult {
  readonly summary: ChainSummary;
  /** In the order of the chain. */
  readonly reports: readonly StageReport[];
}

/**
 * Plans a chain, simulates it and measures it.
 *
 * @throws InvalidInputError `CHAIN_INVALID`, see `planChain`; DiscoError `RUN_ABORTED` (`name` is `AbortError`) after the signal,
 * with the epoch in `place`
 */
export async function simulateChain(chain: Chain, options: ChainRunOptions): Promise<ChainResult> {
  const { days, warmup, seed, digest, signal, onProgress } = options;
  const plans = planChain(chain);
  const scenario = chainScenario(chain, plans);
  const simulation = await Simulation.create(SupplyChain, { scenario, seed, parameters: { warmup }, digest });
  const until = warmup + days;

  const start = performance.now();
  const { events, activations } = await simulation.run({
    until,
    signal,
    onProgress: ({ epoch }: Progress) => onProgress?.(epoch),
  });
  const seconds = (performance.now() - start) / 1000;

  const reports = plans.map(({ stage, echelon, unitValue }): StageReport => {
    const measured = simulation.node(`stage/${stage.id}`, Stage).measured(until);
    return { id: stage.id, echelon, unitValue, ...measured };
  });
  const external = reports.filter((_, index) => chain.stages[index]?.demand !== null);
  const summary = {
    chain: chain.name,
    stages: chain.stages.length,
    arcs: chain.stages.reduce((arcs, { upstream }) => arcs + upstream.length, 0),
    days,
    warmup,
    seed,
    events,
    activations,
    digest: simulation.digest,
    fillRate: fillRate(external),
    seconds,
  };
  return { summary, reports };
}
