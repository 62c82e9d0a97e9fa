import { fingerprint, RandomStreams } from '@disco-engine/kernel';
import {
  batchMeans,
  compareWithBest,
  histogramOf,
  independentDifference,
  intervalWarning,
  meanInterval,
  mser,
  pairedDifference,
  quantile,
  replicationsNeeded,
  selectBest,
  sequentialStop,
  simultaneousDifferences,
  simultaneousIntervals,
  skewness,
  steadyStateMean,
  summary,
  timeAverage,
  unseenProbability,
} from '@disco-engine/statistics';
import type { EngineCase } from './engine-case.js';

/** Statistics of drawn numbers. Those that stop an experiment determine its length, and so its result. */
export function cases(): readonly EngineCase[] {
  const [values, others] = [drawn('values'), drawn('others')];
  const systems = ['a', 'b', 'c', 'd'].map((name, index) =>
    drawn(name)
      .slice(0, 40)
      .map((value) => value + index / 4),
  );
  const chosen = { paired: true, best: 'greatest' } as const;
  const confidences = [0.5, 0.9, 0.95, 0.99, 1 - 1e-9];
  const epochs = values.map((_, index) => index / 3);
  const lengths = [2, 3, 5, 10, 31, 100, 1000];
  const results: Readonly<Record<string, () => unknown>> = {
    'sequentialStop after each value': () =>
      values.slice(0, 400).map((_, index) => sequentialStop(values.slice(0, index + 1), { relative: 0.05 })),
    replicationsNeeded: () =>
      [0.3, 0.1, 0.01].map((relative) =>
        confidences.map((confidence) => replicationsNeeded(values.slice(0, 20), { relative, confidence })),
      ),
    meanInterval: () =>
      lengths.map((length) => confidences.map((confidence) => meanInterval(values.slice(0, length), confidence))),
    pairedDifference: () => lengths.map((length) => pairedDifference(values.slice(0, length), others.slice(0, length))),
    independentDifference: () =>
      lengths.map((length) => independentDifference(values.slice(0, length), others.slice(0, 2 * length))),
    compareWithBest: () => [true, false].map((paired) => compareWithBest(systems, { ...chosen, paired })),
    selectBest: () => [0.5, 0.1, 0.01].map((indifference) => selectBest(systems, { ...chosen, indifference })),
    simultaneousDifferences: () => [true, false].map((paired) => simultaneousDifferences(systems, { paired })),
    simultaneousIntervals: () => confidences.map((confidence) => simultaneousIntervals(systems, confidence)),
    steadyStateMean: () => steadyStateMean(values),
    skewness: () => [skewness(values), intervalWarning(values.slice(0, 20))],
    unseenProbability: () => confidences.map((confidence) => unseenProbability(35, confidence)),
    batchMeans: () => batchMeans(values),
    mser: () => mser(values),
    summary: () => summary(values),
    quantile: () => [0, 0.1, 0.5, 0.975, 1].map((probability) => quantile(values, probability)),
    histogramOf: () => histogramOf(values, { bins: 30 }),
    timeAverage: () => timeAverage(epochs, values, 1 / 3, 600),
  };
  return Object.entries(results).map(([name, result]) => ({
    name,
    run: () => ({ digest: fingerprint(result()) }),
  }));
}

/** Skewed and autocorrelated, as waiting times are. */
function drawn(name: string): number[] {
  const random = new RandomStreams({ masterSeed: 12, replication: 0 }).open('engines', name);
  let before = 1;
  return Array.from({ length: 2000 }, () => (before = 0.5 * before + random.uniform() * random.uniform()));
}
