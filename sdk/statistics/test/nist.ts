// Univariate data of the NIST Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd), with certified values.

/** Pairs of two values after a first one, which is their mean. */
function pairs(first: number, [low, high]: readonly [number, number]): number[] {
  return [first, ...Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? low : high))];
}

/** Michelson's measurements of the speed of light from 1879, in thousands of km/s above 299: 0.85 is 299.85. */
const MICHELSON =
  '85 74 90 107 93 85 95 98 98 88 100 98 93 65 76 81 100 100 96 96 96 94 96 94 88 80 85 88 90 84 83 79 81 88 88 83 80 79 ' +
  '76 80 88 88 88 86 72 72 62 86 97 95 88 91 85 87 84 84 85 84 84 84 89 81 81 82 80 77 76 74 75 76 91 92 89 86 88 72 84 85 85 ' +
  '78 89 84 78 81 76 81 79 81 82 85 87 87 81 74 81 94 95 80 81 87';

export interface Dataset {
  readonly name: string;
  readonly values: readonly number[];
  readonly mean: number;
  readonly deviation: number;
  /** Correlation of each value with the next. */
  readonly autocorrelation: number;
  /** Accurate digits of the deviation: in the harder data, the numbers themselves have few digits after the point. */
  readonly digits: number;
}

export const datasets: readonly Dataset[] = [
  {
    name: 'Michelso',
    values: MICHELSON.split(' ').map((digits) => (29_900 + Number(digits)) / 100),
    mean: 299.8524,
    deviation: 0.0790105478190518,
    autocorrelation: 0.535199668621283,
    digits: 12,
  },
  {
    name: 'NumAcc1',
    values: [10_000_001, 10_000_003, 10_000_002],
    mean: 10_000_002,
    deviation: 1,
    autocorrelation: -0.5,
    digits: 15,
  },
  { name: 'NumAcc2', values: pairs(1.2, [1.1, 1.3]), mean: 1.2, deviation: 0.1, autocorrelation: -0.999, digits: 13 },
  {
    name: 'NumAcc3',
    values: pairs(1_000_000.2, [1_000_000.1, 1_000_000.3]),
    mean: 1_000_000.2,
    deviation: 0.1,
    autocorrelation: -0.999,
    digits: 9,
  },
  {
    name: 'NumAcc4',
    values: pairs(10_000_000.2, [10_000_000.1, 10_000_000.3]),
    mean: 10_000_000.2,
    deviation: 0.1,
    autocorrelation: -0.999,
    digits: 7,
  },
];
