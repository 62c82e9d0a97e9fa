import type { TransportName } from '@disco-engine/cluster';
import { Simulation, type DigestLevel, type Progress, type Scenario } from '@disco-engine/sdk';
import { planChain } from './base-stock.js';
import { chainScenario } from './chain-scenario.js';
import type { Chain } from './chain.js';
import { runOnWorkers, type ChainRun } from './run-on-workers.js';
import type { MeasuredStage } from './stage-measures.js';
import { measuredStages } from './measured-stages.js';
import { SupplyChain } from './supply-chain.js';
import { fillRate, type StageReport } from './table.js';

/** What to simulate, and whom to notify. */
export interface ChainRunOptions {
  /** Days to measure, after the warm-up. */
  readonly days: number;
  readonly warmup: number;
  readonly seed: number;
  /** 1 by default, in this process. */
  readonly workers?: number | undefined;
  /** Transport between several workers; by default shared memory between threads. */
  readonly transport?: TransportName | undefined;
  /** `full` by default. */
  readonly digest?: DigestLevel;
  /** Ends the run between two activations. */
  readonly signal?: AbortSignal;
  /** Called with the simulated day from time to time. */
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
  readonly workers: number;
  readonly events: number;
  readonly activations: number;
  readonly digest: string;
  /** Fill rate of the stages with external demand, from 0 to 1; null if there was no demand. */
  readonly fillRate: number | null;
  /** Duration of the run in seconds, without reading and planning. */
  readonly seconds: number;
}

/** The result of a simulation. */
export interface ChainResult {
  readonly summary: ChainSummary;
  /** In the order of the chain. */
  readonly reports: readonly StageReport[];
}

/**
 * Plans a chain, simulates it and measures it.
 *
 * @throws InvalidInputError `CHAIN_INVALID`, see `planChain`; DiscoError `RUN_ABORTED` (`name` is `AbortError`) when the signal
 * aborts, with the epoch in `place`
 */
export async function simulateChain(chain: Chain, options: ChainRunOptions): Promise<ChainResult> {
  const { days, warmup, seed, workers = 1 } = options;
  const plans = planChain(chain);
  const scenario = chainScenario(chain, plans);
  const run = workers === 1 ? await runAlone(scenario, options) : await runOnWorkers(scenario, options);
  const { measured, events, activations, digest, seconds } = run;
  const reports = plans.map(({ stage, echelon, unitValue }): StageReport => {
    const { demanded, onTime, averageStock, averageBacklog } = measured.get(stage.id) ?? NOTHING_MEASURED;
    return { id: stage.id, echelon, unitValue, demanded, onTime, averageStock, averageBacklog };
  });
  const external = reports.filter((_, index) => chain.stages[index]?.demand !== null);
  const summary = {
    chain: chain.name,
    stages: chain.stages.length,
    arcs: chain.stages.reduce((arcs, { upstream }) => arcs + upstream.length, 0),
    days,
    warmup,
    seed,
    workers,
    events,
    activations,
    digest,
    fillRate: fillRate(external),
    seconds,
  };
  return { summary, reports };
}

/** The figures of a stage without orders. */
const NOTHING_MEASURED: MeasuredStage = {
  demanded: 0,
  onTime: 0,
  averageStock: 0,
  averageBacklog: 0,
  averageInProcess: 0,
};

async function runAlone(scenario: Scenario, options: ChainRunOptions): Promise<ChainRun> {
  const { days, warmup, seed, digest, signal, onProgress } = options;
  const simulation = await Simulation.create(SupplyChain, { scenario, seed, parameters: { warmup }, digest });
  const until = warmup + days;
  const start = performance.now();
  const { events, activations } = await simulation.run({
    until,
    signal,
    onProgress: ({ epoch }: Progress) => onProgress?.(epoch),
  });
  const seconds = (performance.now() - start) / 1000;
  return { measured: measuredStages(simulation, until), events, activations, digest: simulation.digest, seconds };
}
