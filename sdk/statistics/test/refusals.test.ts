import { DiscoError } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import * as statistics from '../src/index.js';

const {
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
} = statistics;
const range = 'give a number from -1e+140 to 1e+140';
const chance = 'give a number between 0 and 1, such as 0.95';

/** Values that an untyped caller may pass. */
const untyped = (values: unknown): number[] => values as number[];

const cases: [call: () => unknown, message: string][] = [
  [() => batchMeans([1, 2, NaN], { batches: 2 }), `batchMeans: values[2] is NaN; ${range}`],
  [
    () => batchMeans([1, 2, 3], { batches: 4 }),
    'batchMeans: batches is 4; give a whole number from 2 to the number of values, which is 3',
  ],
  [() => batchMeans([1, 2, 3], { batches: 1 }), 'batchMeans: batches is 1'],
  [() => batchMeans([1, 2, 3], { batches: 2.5 }), 'batchMeans: batches is 2.5'],
  [() => batchMeans([1, 2, 3], { batches: NaN }), 'batchMeans: batches is NaN'],
  [() => batchMeans([], { batches: 2 }), 'batchMeans: batches is 2'],
  [() => batchMeans([1, 2], { batches: 2, confidence: 1 }), `batchMeans: confidence is 1; ${chance}`],
  [() => histogramOf([Infinity], { bins: 3 }), `histogramOf: values[0] is Infinity; ${range}`],
  [() => histogramOf([1], { bins: 0 }), 'histogramOf: bins is 0; give a whole number from 1 to 1000000'],
  [() => histogramOf([1], { bins: 1e9 }), 'histogramOf: bins is 1000000000'],
  [() => histogramOf([1], { edges: [1] }), 'histogramOf: edges.length is 1; give at least 2 edges'],
  [() => histogramOf([1], { edges: [0, 1, 1] }), 'histogramOf: edges[2] is 1'],
  [() => histogramOf([1], { edges: [NaN, 1] }), 'histogramOf: edges[0] is NaN'],
  [() => histogramOf([1], { edges: [0, Infinity] }), 'histogramOf: edges[1] is Infinity'],
  [() => meanInterval([1, -2e140]), `meanInterval: values[1] is -2e+140; ${range}`],
  [() => meanInterval([1], 0), `meanInterval: confidence is 0; ${chance}`],
  [() => meanInterval([1], NaN), 'meanInterval: confidence is NaN'],
  [() => meanInterval(untyped([null, null])), `meanInterval: values[0] is null; ${range}`],
  [() => meanInterval(untyped([1, '5'])), "meanInterval: values[1] is '5'"],
  // oxlint-disable-next-line no-sparse-arrays -- The hole is what is tested.
  [() => meanInterval([1, , 3] as number[]), 'meanInterval: values[1] is undefined'],
  [() => independentDifference([NaN], [1]), 'independentDifference: a[0] is NaN'],
  [() => independentDifference([1], [NaN]), 'independentDifference: b[0] is NaN'],
  [() => independentDifference([1], [1], 0), `independentDifference: confidence is 0; ${chance}`],
  [() => intervalWarning([NaN]), 'intervalWarning: values[0] is NaN'],
  [() => skewness([1, NaN]), 'skewness: values[1] is NaN'],
  [() => unseenProbability(0), 'unseenProbability: count is 0; give a whole number from 1'],
  [() => unseenProbability(3, 1), 'unseenProbability: confidence is 1'],
  [() => steadyStateMean(new Float64Array(1279)), 'steadyStateMean: values.length is 1279; give at least 1280 values'],
  [() => steadyStateMean(new Float64Array(1280).fill(NaN)), 'steadyStateMean: values[0] is NaN'],
  [() => steadyStateMean([], 1), 'steadyStateMean: confidence is 1'],
  [() => simultaneousIntervals([[1], [NaN]]), 'simultaneousIntervals: samples[1][0] is NaN'],
  [() => simultaneousIntervals([], 1), 'simultaneousIntervals: confidence is 1'],
  [
    () => simultaneousDifferences([[1]], { paired: false }),
    'simultaneousDifferences: systems.length is 1; give at least 2 systems',
  ],
  [
    () => simultaneousDifferences([[1], [1, 2]], { paired: true }),
    'simultaneousDifferences: systems[1].length is 2; give the length of systems[0], 1',
  ],
  [
    () => simultaneousDifferences([[1], [1]], { paired: true, control: 2 }),
    'simultaneousDifferences: control is 2; give the index of a system, 0 to 1',
  ],
  [() => simultaneousDifferences([[1], [NaN]], { paired: false }), 'simultaneousDifferences: systems[1][0] is NaN'],
  [
    () => compareWithBest([[1, 2], [1]], { paired: false, best: 'least' }),
    'compareWithBest: systems[1].length is 1; give at least 2 values',
  ],
  [() => compareWithBest([], { paired: true, best: 'least', confidence: 1 }), 'compareWithBest: confidence is 1'],
  [() => selectBest([[1]], { best: 'least', indifference: 1 }), 'selectBest: systems.length is 1'],
  [
    () => selectBest([[], []], { best: 'least', indifference: 0 }),
    'selectBest: indifference is 0; give a finite number above 0',
  ],
  [
    () => selectBest([[], []], { best: 'least', indifference: 1, confidence: 0.5 }),
    'selectBest: confidence is 0.5; give a number above 1 / systems, which is 0.5',
  ],
  [() => selectBest([[], []], { best: 'least', indifference: 1, first: 1 }), 'selectBest: first is 1'],
  [() => selectBest([[], [NaN]], { best: 'least', indifference: 1 }), 'selectBest: systems[1][0] is NaN'],
  [() => mser([NaN]), `mser: values[0] is NaN; ${range}`],
  [() => mser([1], { batch: 0 }), 'mser: batch is 0; give a whole number from 1 to 2^53 - 1'],
  [() => pairedDifference([1, 2], [1]), 'pairedDifference: b.length is 1; give the length of a, 2'],
  [() => pairedDifference([NaN], [1]), 'pairedDifference: a[0] is NaN'],
  [() => pairedDifference([1], [NaN]), 'pairedDifference: b[0] is NaN'],
  [() => pairedDifference([0, 1e140], [0, -1e140]), `pairedDifference: (a - b)[1] is 2e+140; ${range}`],
  [() => pairedDifference([], [], 2), 'pairedDifference: confidence is 2'],
  [() => quantile([1], 1.1), 'quantile: p is 1.1; give a number from 0 to 1'],
  [() => quantile([1], NaN), 'quantile: p is NaN'],
  [() => quantile([NaN], 0.5), 'quantile: values[0] is NaN'],
  [() => replicationsNeeded([1], { relative: 0 }), 'replicationsNeeded: relative is 0; give a number between 0 and 1'],
  [() => replicationsNeeded([1], { relative: 1 }), 'replicationsNeeded: relative is 1'],
  [() => replicationsNeeded([1], { relative: 0.1, minimum: 1 }), 'replicationsNeeded: minimum is 1'],
  [() => replicationsNeeded([NaN], { relative: 0.1 }), 'replicationsNeeded: values[0] is NaN'],
  [() => sequentialStop([1], { relative: 2 }), 'sequentialStop: relative is 2'],
  [() => sequentialStop([1], { relative: 0.1, confidence: 95 }), 'sequentialStop: confidence is 95'],
  [() => sequentialStop([Infinity], { relative: 0.1 }), 'sequentialStop: values[0] is Infinity'],
  [() => summary([0, NaN]), 'summary: values[1] is NaN'],
  [() => timeAverage([0, 1], [1], 0, 1), 'timeAverage: values.length is 1; give the length of epochs, 2'],
  [() => timeAverage([0], [NaN], 0, 1), 'timeAverage: values[0] is NaN'],
  [() => timeAverage([0], [1], -1, 1), 'timeAverage: from is -1; give a finite number of at least 0'],
  [() => timeAverage([0], [1], 3, 2), 'timeAverage: to is 2; give a finite number of at least 3'],
  [() => timeAverage([0], [1], 3, Infinity), 'timeAverage: to is Infinity'],
  [() => timeAverage([2, 1], [1, 1], 0, 1), 'timeAverage: epochs[1] is 1; give a finite number of at least 2'],
  [() => timeAverage([NaN], [1], 0, 1), 'timeAverage: epochs[0] is NaN'],
];

describe('a statistic names the function and the parameter', () => {
  it.each(cases.map(([call, message]) => ({ call, message })))('$message', ({ call, message }) => {
    try {
      call();
    } catch (error) {
      if (!(error instanceof DiscoError)) throw error;
      expect(error.code).toBe('ARGUMENT_INVALID');
      expect(error.message).toContain(message);
      return;
    }
    expect.unreachable();
  });
});
