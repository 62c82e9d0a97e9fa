import { Simulation } from '@disco-engine/sdk';
import * as statistics from '@disco-engine/statistics';
import { Desk, Queue, queueScenario, trueMeanWait, type QueueParameters } from './queue.js';

/** Many experiments on the same queue, each with its own master seed. */
export interface CoverageStudy {
  readonly experiments: number;
  /** Replications per experiment, at least 2. */
  readonly replications: number;
  /** Master seed of the first experiment; the others use the following ones. */
  readonly seed: number;
  readonly parameters: QueueParameters;
}

/** How often a 95 % interval covered the true mean. */
export interface Coverage {
  readonly covered: number;
  /** As a share of all experiments. */
  readonly share: number;
  /** Standard error of `share`. */
  readonly error: number;
  /** Intervals below the truth; the next field counts those above it. */
  readonly below: number;
  readonly above: number;
  readonly truth: number;
  /** Over all replications of all experiments. */
  readonly mean: number;
  /** Mean half-width, relative to the truth. */
  readonly relativeHalfWidth: number;
}

/** Runs all replications of all experiments, one after another. */
export async function measureCoverage(study: CoverageStudy): Promise<Coverage> {
  const { experiments } = study;
  const truth = trueMeanWait(study.parameters);
  const means = new statistics.MomentSum();
  const halfWidths = new statistics.MomentSum();
  let below = 0;
  let above = 0;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const waits = await meanWaits(study, study.seed + experiment);
    const { mean = NaN, halfWidth = NaN, lower = NaN, upper = NaN } = statistics.meanInterval(waits, 0.95);
    means.add(mean);
    halfWidths.add(halfWidth);
    if (upper < truth) below += 1;
    if (lower > truth) above += 1;
  }
  const covered = experiments - below - above;
  const share = covered / experiments;
  const error = Math.sqrt((share * (1 - share)) / experiments);
  const relativeHalfWidth = (halfWidths.mean ?? NaN) / truth;
  return { covered, share, error, below, above, truth, mean: means.mean ?? NaN, relativeHalfWidth };
}

/** The mean wait of each replication of one experiment. */
async function meanWaits({ replications, parameters }: CoverageStudy, seed: number): Promise<Float64Array> {
  const waits = new Float64Array(replications);
  for (let replication = 0; replication < replications; replication++) {
    const options = { scenario: queueScenario, parameters, seed, replication, digest: 'off' as const };
    const simulation = await Simulation.create(Queue, options);
    simulation.until(Infinity);
    waits[replication] = simulation.node('desk/clerk', Desk).meanWait;
    await simulation.dispose();
  }
  return waits;
}
