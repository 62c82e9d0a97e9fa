import { RandomStreams, type Randomness } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import * as distributions from '../../src/random/distributions.js';
import { centralMoments } from './moments.js';

const streams = new RandomStreams({ masterSeed: 2026, replication: 0 });
const COUNT = 100_000;

interface Expected {
  readonly mean: number;
  readonly variance: number;
  /** Whether the values are whole, and the interval that they lie in. */
  readonly whole?: boolean;
  readonly from: number;
  readonly to: number;
}

type Case = [name: string, make: (stream: Randomness) => distributions.Sampler, expected: Expected];

const g = (shape: number, power: number): number => factorial(power / shape);
const cases: Case[] = [
  ['uniform(-2, 4)', (s) => distributions.uniform(s, -2, 4), { mean: 1, variance: 3, from: -2, to: 4 }],
  ['integer(-3, 6)', (s) => distributions.integer(s, -3, 6), whole(1.5, 99 / 12, -3, 6)],
  ['beta(2, 3)', (s) => distributions.beta(s, 2, 3), { mean: 0.4, variance: 0.04, from: 0, to: 1 }],
  ['beta(0.5, 0.5)', (s) => distributions.beta(s, 0.5, 0.5), { mean: 0.5, variance: 0.125, from: 0, to: 1 }],
  ['irwinHall(5)', (s) => distributions.irwinHall(s, 5), { mean: 2.5, variance: 5 / 12, from: 0, to: 5 }],
  ['bates(5)', (s) => distributions.bates(s, 5), { mean: 0.5, variance: 1 / 60, from: 0, to: 1 }],
  ['exponential(3)', (s) => distributions.exponential(s, 3), { mean: 3, variance: 9, from: 0, to: Infinity }],
  ['gamma(0.7, 2)', (s) => distributions.gamma(s, 0.7, 2), { mean: 1.4, variance: 2.8, from: 0, to: Infinity }],
  ['gamma(1, 2)', (s) => distributions.gamma(s, 1, 2), { mean: 2, variance: 4, from: 0, to: Infinity }],
  ['gamma(4, 2)', (s) => distributions.gamma(s, 4, 2), { mean: 8, variance: 16, from: 0, to: Infinity }],
  [
    'logNormal(1, 0.5)',
    (s) => distributions.logNormal(s, 1, 0.5),
    { mean: Math.exp(1.125), variance: Math.expm1(0.25) * Math.exp(2.25), from: 0, to: Infinity },
  ],
  [
    'weibull(2, 3)',
    (s) => distributions.weibull(s, 2, 3),
    { mean: 3 * g(2, 1), variance: 9 * (g(2, 2) - g(2, 1) ** 2), from: 0, to: Infinity },
  ],
  [
    'pareto(6, 2)',
    (s) => distributions.pareto(s, 6, 2),
    { mean: 12 / 5, variance: (4 * 6) / (25 * 4), from: 2, to: Infinity },
  ],
  ['normal(-1, 2)', (s) => distributions.normal(s, -1, 2), { mean: -1, variance: 4, from: -Infinity, to: Infinity }],
  [
    'logistic(1, 2)',
    (s) => distributions.logistic(s, 1, 2),
    { mean: 1, variance: (4 * Math.PI ** 2) / 3, from: -Infinity, to: Infinity },
  ],
  ['bernoulli(0.3)', (s) => distributions.bernoulli(s, 0.3), whole(0.3, 0.21, 0, 1)],
  ['binomial(10, 0.3)', (s) => distributions.binomial(s, 10, 0.3), whole(3, 2.1, 0, 10)],
  ['binomial(1000, 0.4)', (s) => distributions.binomial(s, 1000, 0.4), whole(400, 240, 0, 1000)],
  ['geometric(0.25)', (s) => distributions.geometric(s, 0.25), whole(4, 12, 1, Infinity)],
  ['poisson(2.5)', (s) => distributions.poisson(s, 2.5), whole(2.5, 2.5, 0, Infinity)],
  ['poisson(80)', (s) => distributions.poisson(s, 80), whole(80, 80, 0, Infinity)],
];

describe('the distributions', () => {
  // Mean and variance of a sample have known deviations: from the variance and from the fourth moment. With a fixed seed
  // 4.5 of them let a right sampler pass, and a wrong parameter is hundreds of them away.
  it.each(cases)('%s has its mean, its variance and its range', (name, make, expected) => {
    const sample = sampleOf(make(streams.open(name)));
    const { mean, variance, fourth } = centralMoments(sample);
    expect(Math.abs(mean - expected.mean)).toBeLessThan(4.5 * Math.sqrt(expected.variance / COUNT));
    const spread = Math.sqrt((fourth - variance ** 2) / COUNT);
    expect(Math.abs(variance - expected.variance)).toBeLessThan(4.5 * spread);
    expect(sample.every((value) => value >= expected.from && value <= expected.to)).toBe(true);
    expect(sample.every((value) => Number.isInteger(value))).toBe(expected.whole === true);
  });

  it('cauchy has its median and its quartiles', () => {
    const sample = sampleOf(distributions.cauchy(streams.open('cauchy'), 5, 2));
    for (const [limit, share] of [
      [3, 0.25],
      [5, 0.5],
      [7, 0.75],
    ]) {
      const below = sample.filter((value) => value < limit).length / COUNT;
      expect(Math.abs(below - share)).toBeLessThan(4.5 * Math.sqrt((share * (1 - share)) / COUNT));
    }
  });

  it('repeats with the same stream, and draws from that stream only', () => {
    for (const [name, make] of cases) {
      const [one, other] = [make(streams.open(name)), make(streams.open(name))];
      expect([one(), one(), one()]).toEqual([other(), other(), other()]);
    }
  });

  it('takes the limits of its parameters', () => {
    const stream = streams.open('limits');
    const always = (sampler: distributions.Sampler): number[] => [sampler(), sampler(), sampler()];
    expect(always(distributions.poisson(stream, 0))).toEqual([0, 0, 0]);
    expect(always(distributions.binomial(stream, 7, 1))).toEqual([7, 7, 7]);
    expect(always(distributions.binomial(stream, 0, 0.5))).toEqual([0, 0, 0]);
    expect(always(distributions.bernoulli(stream, 0))).toEqual([0, 0, 0]);
    expect(always(distributions.bernoulli(stream, 1))).toEqual([1, 1, 1]);
    expect(always(distributions.geometric(stream, 1))).toEqual([1, 1, 1]);
    expect(always(distributions.normal(stream, 3, 0))).toEqual([3, 3, 3]);
    expect(always(distributions.uniform(stream, 3, 3))).toEqual([3, 3, 3]);
    expect(always(distributions.integer(stream, 3, 3))).toEqual([3, 3, 3]);
  });

  it('integer reaches both of its limits, also at the end of the whole numbers', () => {
    const last = Number.MAX_SAFE_INTEGER;
    expect(new Set(sampleOf(distributions.integer(streams.open('high'), last - 1, last)))).toEqual(
      new Set([last - 1, last]),
    );
    expect(new Set(sampleOf(distributions.integer(streams.open('low'), -last, 1 - last)))).toEqual(
      new Set([-last, 1 - last]),
    );
  });

  it('logistic draws again where the value would be infinite', () => {
    const uniforms = [0, 0, 0.5];
    const stream = Object.assign(streams.open('x'), { uniform: () => uniforms.shift() ?? NaN });
    expect(distributions.logistic(stream, 3, 1)()).toBe(3);
  });

  const s = streams.open('refused');
  it.each<[RegExp, () => unknown]>([
    [/^uniform: high is 1; give a finite number of 2 or more$/, () => distributions.uniform(s, 2, 1)],
    [/^uniform: high is Infinity; /, () => distributions.uniform(s, 0, Infinity)],
    [
      /^uniform: high - low is Infinity; give limits whose difference is a finite number$/,
      () => distributions.uniform(s, -Number.MAX_VALUE, Number.MAX_VALUE),
    ],
    [/^normal: mean is '3'; give a finite number$/, () => distributions.normal(s, '3' as never, 1)],
    [/^exponential: mean is '3'; /, () => distributions.exponential(s, '3' as never)],
    [/^bernoulli: probability is '1'; /, () => distributions.bernoulli(s, '1' as never)],
    [/^geometric: probability is '1'; /, () => distributions.geometric(s, '1' as never)],
    [/^uniform: high is '5'; /, () => distributions.uniform(s, 0, '5' as never)],
    [/^poisson: mean is an object; /, () => distributions.poisson(s, {} as never)],
    [/^gamma: scale is undefined; /, () => distributions.gamma(s, 1, undefined as never)],
    [/^uniform: low is NaN; give a finite number$/, () => distributions.uniform(s, NaN, 1)],
    [/^integer: low is 0.5; /, () => distributions.integer(s, 0.5, 1)],
    [/^integer: high is 0; give a whole number from 1 to 1 \+ 2\^32 - 1$/, () => distributions.integer(s, 1, 0)],
    [/^integer: high is 4294967296; /, () => distributions.integer(s, 0, 2 ** 32)],
    [/^beta: alpha is 0; give a finite number greater than 0$/, () => distributions.beta(s, 0, 1)],
    [/^beta: betaShape is Infinity; /, () => distributions.beta(s, 1, Infinity)],
    [/^irwinHall: count is 0; give a whole number from 1 to 2\^53 - 1$/, () => distributions.irwinHall(s, 0)],
    [/^bates: count is 1.5; /, () => distributions.bates(s, 1.5)],
    [/^exponential: mean is -1; give a finite number greater than 0$/, () => distributions.exponential(s, -1)],
    [/^gamma: shape is -1; /, () => distributions.gamma(s, -1, 1)],
    [/^gamma: scale is 0; /, () => distributions.gamma(s, 1, 0)],
    [/^logNormal: logMean is Infinity; /, () => distributions.logNormal(s, Infinity, 1)],
    [/^logNormal: logDeviation is -1; give a finite number of 0 or more$/, () => distributions.logNormal(s, 0, -1)],
    [/^weibull: shape is 0; /, () => distributions.weibull(s, 0, 1)],
    [/^weibull: scale is NaN; /, () => distributions.weibull(s, 1, NaN)],
    [/^pareto: shape is 0; /, () => distributions.pareto(s, 0, 1)],
    [/^pareto: minimum is 0; /, () => distributions.pareto(s, 1, 0)],
    [/^normal: mean is NaN; /, () => distributions.normal(s, NaN, 1)],
    [/^normal: deviation is -1; /, () => distributions.normal(s, 0, -1)],
    [/^logistic: location is NaN; /, () => distributions.logistic(s, NaN, 1)],
    [/^logistic: scale is 0; /, () => distributions.logistic(s, 0, 0)],
    [/^cauchy: location is NaN; /, () => distributions.cauchy(s, NaN, 1)],
    [/^cauchy: scale is 0; /, () => distributions.cauchy(s, 0, 0)],
    [/^bernoulli: probability is 1.1; give a number from 0 to 1$/, () => distributions.bernoulli(s, 1.1)],
    [/^binomial: trials is -1; give a whole number from 0 to 2\^53 - 1$/, () => distributions.binomial(s, -1, 0.5)],
    [/^binomial: probability is NaN; /, () => distributions.binomial(s, 1, NaN)],
    [/^geometric: probability is 0; give a number greater than 0 and up to 1$/, () => distributions.geometric(s, 0)],
    [/^poisson: mean is -1; give a finite number of 0 or more$/, () => distributions.poisson(s, -1)],
  ])('refuses with %s', (message, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
    expect(make).toThrow(message);
  });
});

describe('a wrong argument in place of a stream', () => {
  const given: [shown: string, value: unknown][] = [
    ['3', 3],
    ['undefined', undefined],
    ['null', null],
    ['a function', Math.random],
    ['an object', streams],
  ];
  const all = cases.map(([name, make]) => [name.split('(')[0], make] as const);
  const none: typeof all = [['poisson', (stream) => distributions.poisson(stream, 0)]];
  const more: typeof all = [['cauchy', (stream) => distributions.cauchy(stream, 5, 2)]];
  it.each([...all, ...none, ...more])('is refused by %s', (name, make) => {
    for (const [shown, value] of given) {
      const message = `${name}: the stream is ${shown}; give a random stream, such as context.random()`;
      const wanted = expect.objectContaining({ code: 'ARGUMENT_INVALID', message }) as Error;
      expect(() => make(value as Randomness)).toThrow(wanted);
    }
  });
});

function sampleOf(sampler: distributions.Sampler): number[] {
  return Array.from({ length: COUNT }, sampler);
}

function whole(mean: number, variance: number, from: number, to: number): Expected {
  return { mean, variance, from, to, whole: true };
}

/** Γ(1 + x) for the two values that the Weibull case needs. */
function factorial(x: number): number {
  if (x === 0.5) return Math.sqrt(Math.PI) / 2;
  if (x === 1) return 1;
  throw new Error(`no value for ${x}`);
}
