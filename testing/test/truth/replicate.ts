import { Simulation, type Scenario } from '@disco-engine/sdk';

export interface Experiment {
  readonly model: new () => object;
  readonly scenario: Scenario;
  readonly parameters?: object;
  /** Number of independent replications. */
  readonly replications: number;
  /** Simulated time after which the run no longer depends on its start; nothing before it counts. */
  readonly warmup: number;
  /** Simulated time measured in each replication. */
  readonly measured: number;
}

/** The same for all experiments, and chosen before any of them was run. */
const SEED = 1;

/**
 * Runs the replications, each with its own random streams, and returns what was read from each at its end.
 *
 * @param restart called between warm-up and measurement
 */
export async function replicate<T>(
  experiment: Experiment,
  restart: (simulation: Simulation) => void,
  read: (simulation: Simulation, end: number) => T,
): Promise<T[]> {
  const { model, scenario, parameters, replications, warmup, measured } = experiment;
  const results: T[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const options = { scenario, parameters, seed: SEED, replication, digest: 'off' as const };
    const simulation = await Simulation.create(model, options);
    simulation.until(warmup);
    restart(simulation);
    simulation.until(warmup + measured);
    results.push(read(simulation, warmup + measured));
    simulation.dispose();
  }
  return results;
}
