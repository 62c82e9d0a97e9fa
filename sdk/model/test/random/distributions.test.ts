import { RandomStreams, type Randomness } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import * as d from '../../src/random/distributions.js';

const streams = new RandomStreams({ masterSeed: 2026, replication: 0 });

/** A stream of the given uniform numbers, the last of which repeats forever. */
function uniforms(...numbers: readonly number[]): Randomness {
  const left = [...numbers];
  return Object.assign(streams.open('x'), { uniform: () => (left.length > 1 ? left.shift() : left[0]) ?? NaN });
}

const SMALLEST = 0;
const LARGEST = 1 - 2 ** -53;

describe('a sampler', () => {
  it('repeats with the same stream, and takes one uniform number for each value', () => {
    const [stream, same] = [streams.open('normal'), streams.open('normal')];
    const [one, other] = [d.normal(stream, { mean: 0, deviation: 1 }), d.gamma(same, { shape: 3, scale: 1 })];
    for (let value = 0; value < 10; value++) {
      one.sample();
      other.sample();
      expect(stream.state()).toEqual(same.state());
    }
  });

  it('of a gamma distribution takes the mean and the deviation of its values', () => {
    const sampler = d.gamma(streams.open('gamma'), { mean: 10, deviation: 4 });
    const values = Array.from({ length: 20_000 }, () => sampler.sample());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 10)).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(variance) - 4)).toBeLessThan(0.1);
    const same = d.gamma(streams.open('gamma'), { shape: 6.25, scale: 1.6 });
    for (const value of values.slice(0, 100)) expect(same.sample()).toBeCloseTo(value, 10);
  });

  it('can be saved and restored, and refuses the state of another kind', () => {
    const sampler = d.normal(streams.open('normal'), { mean: 0, deviation: 1 });
    expect(sampler.state()).toEqual([]);
    sampler.restore([]);
    expect(() => sampler.restore([1])).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }) as Error);
    expect(() => sampler.restore([1])).toThrow('restore: the state has 1 numbers; this sampler has none');
  });

  it('is finite at both extremes of the uniform numbers, which are opposite', () => {
    for (const end of [SMALLEST, LARGEST]) {
      expect(d.exponential(uniforms(end), { mean: 1 }).sample()).toBeCloseTo(end === 0 ? 0 : 54 * Math.LN2, 10);
      expect(d.cauchy(uniforms(end), { location: 0, scale: 1 }).sample()).toBeLessThan(Infinity);
      expect(d.geometric(uniforms(end), { probability: 0.5 }).sample()).toBe(end === 0 ? 1 : 54);
    }
    const [low, high] = [SMALLEST, LARGEST].map((end) => d.normal(uniforms(end), { mean: 0, deviation: 1 }).sample());
    expect(low).toBe(-high);
    expect(high).toBeCloseTo(8.3, 1);
  });
});

describe('the limits of parameters', () => {
  const stream = streams.open('limits');
  const always = (sampler: d.Sampler): number[] => [sampler.sample(), sampler.sample(), sampler.sample()];

  it('may leave only one value', () => {
    expect(always(d.poisson(stream, { mean: 0 }))).toEqual([0, 0, 0]);
    expect(always(d.binomial(stream, { trials: 7, probability: 1 }))).toEqual([7, 7, 7]);
    expect(always(d.binomial(stream, { trials: 7, probability: 0 }))).toEqual([0, 0, 0]);
    expect(always(d.binomial(stream, { trials: 0, probability: 0.5 }))).toEqual([0, 0, 0]);
    expect(always(d.bernoulli(stream, { probability: 0 }))).toEqual([0, 0, 0]);
    expect(always(d.bernoulli(stream, { probability: 1 }))).toEqual([1, 1, 1]);
    expect(always(d.geometric(stream, { probability: 1 }))).toEqual([1, 1, 1]);
    expect(always(d.negativeBinomial(stream, { successes: 3, probability: 1 }))).toEqual([0, 0, 0]);
    expect(always(d.normal(stream, { mean: 3, deviation: 0 }))).toEqual([3, 3, 3]);
    expect(always(d.logNormal(stream, { mean: 3, deviation: 0 })).map(Math.round)).toEqual([3, 3, 3]);
    expect(always(d.uniform(stream, { low: 3, high: 3 }))).toEqual([3, 3, 3]);
    expect(always(d.integer(stream, { low: 3, high: 3 }))).toEqual([3, 3, 3]);
    expect(always(d.discrete(stream, { values: [3] }))).toEqual([3, 3, 3]);
    expect(always(d.choice(stream, [3]))).toEqual([3, 3, 3]);
    expect(d.shuffle(stream, [])).toEqual([]);
    expect(d.permutation(stream, 1)).toEqual([0]);
  });

  it('exclude the upper limit of a uniform interval, however few numbers lie in it', () => {
    for (const [low, high] of [
      [1e15, 1e15 + 8],
      [0, 5e-324],
      [-5e-324, 0],
      [-3, -2],
      [1, 1 + 2 ** -52],
    ] as const) {
      for (const number of [SMALLEST, 0.5 - 2 ** -53, 0.5, LARGEST]) {
        const value = d.uniform(uniforms(number), { low, high }).sample();
        expect(value >= low && value < high, `${value} of [${low}, ${high})`).toBe(true);
      }
    }
  });

  it('let integer reach both of its limits, even at the extremes of the whole numbers', () => {
    const last = Number.MAX_SAFE_INTEGER;
    const ends = (low: number, high: number): number[] =>
      [SMALLEST, LARGEST].map((end) => d.integer(uniforms(end), { low, high }).sample());
    expect(ends(last - 1, last)).toEqual([last - 1, last]);
    expect(ends(-last, 1 - last)).toEqual([-last, 1 - last]);
    expect(ends(-5, 2 ** 32 - 6)).toEqual([-5, 2 ** 32 - 6]);
  });

  it('keep truncated values within their limits, even in the farthest tail', () => {
    for (const number of [SMALLEST, 0.3, 0.5, LARGEST]) {
      const far = d.truncatedNormal(uniforms(number), { mean: 0, deviation: 1, low: 30, high: 31 }).sample();
      expect(far >= 30 && far <= 31).toBe(true);
      const low = d.truncatedNormal(uniforms(number), { mean: 0, deviation: 1, low: -Infinity, high: -30 }).sample();
      expect(low <= -30 && low > -32).toBe(true);
      const whole = d.truncated(d.poisson(uniforms(number), { mean: 3 }), { low: 2, high: 3.5 }).sample();
      expect([2, 3]).toContain(whole);
    }
  });
});

const s = streams.open('refused');
describe('invalid parameters', () => {
  it.each<[RegExp, () => unknown]>([
    [/^uniform: high is 1; give a finite number of at least 2$/, () => d.uniform(s, { low: 2, high: 1 })],
    [/^uniform: high is Infinity; /, () => d.uniform(s, { low: 0, high: Infinity })],
    [
      /^uniform: high - low is Infinity; give limits whose difference is a finite number$/,
      () => d.uniform(s, { low: -Number.MAX_VALUE, high: Number.MAX_VALUE }),
    ],
    [/^uniform: high is '5'; /, () => d.uniform(s, { low: 0, high: '5' as never })],
    [
      /^uniform: low is NaN; give a finite number; and high is undefined; give a finite number$/,
      () => d.uniform(s, { low: NaN } as never),
    ],
    [
      /^gamma: rate is not one of its parameters; give shape, scale$/,
      () => d.gamma(s, { shape: 1, scale: 1, rate: 2 } as never),
    ],
    [
      /^gamma: scale is undefined; .*; and rate is not one of its parameters; /,
      () => d.gamma(s, { shape: 1, rate: 2 } as never),
    ],
    [/^gamma: the parameters are 2; give an object, such as \{ mean: 3 \}$/, () => d.gamma(s, 2 as never)],
    [/^gamma: shape is -1; give a finite number above 0; and scale is 0; /, () => d.gamma(s, { shape: -1, scale: 0 })],
    [/^erlang: shape is 1.5; give a whole number from 1 to 2\^53 - 1$/, () => d.erlang(s, { shape: 1.5, scale: 1 })],
    [/^normal: mean is '3'; give a finite number$/, () => d.normal(s, { mean: '3' as never, deviation: 1 })],
    [/^normal: deviation is -1; give a finite number of at least 0$/, () => d.normal(s, { mean: 0, deviation: -1 })],
    [/^exponential: mean is -1; give a finite number above 0$/, () => d.exponential(s, { mean: -1 })],
    [/^bernoulli: probability is 1.1; give a number from 0 to 1$/, () => d.bernoulli(s, { probability: 1.1 })],
    [/^geometric: probability is 0; give a number above 0 and up to 1$/, () => d.geometric(s, { probability: 0 })],
    [
      /^negativeBinomial: successes is 0; .*; and probability is 2; /,
      () => d.negativeBinomial(s, { successes: 0, probability: 2 }),
    ],
    [/^poisson: mean is an object; /, () => d.poisson(s, { mean: {} as never })],
    [/^integer: low is 0.5; /, () => d.integer(s, { low: 0.5, high: 1 })],
    [/^integer: high is 0; give a whole number from 1 to 1 \+ 2\^32 - 1$/, () => d.integer(s, { low: 1, high: 0 })],
    [/^integer: high is 4294967296; /, () => d.integer(s, { low: 0, high: 2 ** 32 })],
    [/^beta: alpha is 0; .*; and beta is Infinity; /, () => d.beta(s, { alpha: 0, beta: Infinity })],
    [/^pert: weight is 0; /, () => d.pert(s, { low: 0, mode: 1, high: 2, weight: 0 })],
    [/^pert: mode is 3; give a number from 0 to 2$/, () => d.pert(s, { low: 0, mode: 3, high: 2 })],
    [
      /^triangular: high is 0; give a finite number above low, which is 0$/,
      () => d.triangular(s, { low: 0, mode: 0, high: 0 }),
    ],
    [/^irwinHall: count is 0; give a whole number from 1 to 2\^53 - 1$/, () => d.irwinHall(s, { count: 0 })],
    [/^bates: count is 1.5; /, () => d.bates(s, { count: 1.5 })],
    [
      /^logNormal: logMean is Infinity; .*; and logDeviation is -1; /,
      () => d.logNormal(s, { logMean: Infinity, logDeviation: -1 }),
    ],
    [/^logNormal: mean is 0; /, () => d.logNormal(s, { mean: 0, deviation: 1 })],
    [
      /^logNormal: logMean is not one of its parameters; give mean, deviation$/,
      () => d.logNormal(s, { mean: 1, deviation: 1, logMean: 0 } as never),
    ],
    [/^gamma: mean is -1; .*; and deviation is 0; /, () => d.gamma(s, { mean: -1, deviation: 0 })],
    [/^gamma: shape is not one of its parameters; /, () => d.gamma(s, { mean: 1, deviation: 1, shape: 2 } as never)],
    [/^gamma: mean is 1e\+300 and deviation 1; /, () => d.gamma(s, { mean: 1e300, deviation: 1 })],
    [/^weibull: shape is 0; .*; and scale is NaN; /, () => d.weibull(s, { shape: 0, scale: NaN })],
    [/^pareto: shape is 0; .*; and minimum is 0; /, () => d.pareto(s, { shape: 0, minimum: 0 })],
    [/^logistic: location is NaN; .*; and scale is 0; /, () => d.logistic(s, { location: NaN, scale: 0 })],
    [/^cauchy: scale is 0; /, () => d.cauchy(s, { location: 1, scale: 0 })],
    [/^student: freedom is 0; /, () => d.student(s, { freedom: 0 })],
    [/^johnsonBounded: delta is 0; /, () => d.johnsonBounded(s, { gamma: 0, delta: 0, location: 0, scale: 1 })],
    [
      /^binomial: trials is -1; give a whole number from 0 to 2\^53 - 1; and probability is NaN; /,
      () => d.binomial(s, { trials: -1, probability: NaN }),
    ],
    [
      /^truncatedNormal: high is 1; give a number of at least 2$/,
      () => d.truncatedNormal(s, { mean: 0, deviation: 1, low: 2, high: 1 }),
    ],
    [
      /^truncated: the probability of a value from 5 to 6 is 0 in double precision; /,
      () => d.truncated(d.uniform(s, { low: 0, high: 1 }), { low: 5, high: 6 }),
    ],
    [
      /^truncated: low is 'a'; give a number$/,
      () => d.truncated(d.uniform(s, { low: 0, high: 1 }), { low: 'a' as never }),
    ],
    [
      /^discrete: values\[1\] is 1; give finite numbers, each larger than the one before$/,
      () => d.discrete(s, { values: [1, 1] }),
    ],
    [
      /^discrete: values is an empty list; give a list of at least one number$|^discrete: values is .*; give a list of at least one number$/,
      () => d.discrete(s, { values: [] }),
    ],
    [
      /^discrete: weights has 1 numbers; give one for each of the 2 values$/,
      () => d.discrete(s, { values: [1, 2], weights: [1] }),
    ],
    [/^discrete: the sum of weights is 0; /, () => d.discrete(s, { values: [1, 2], weights: [0, 0] })],
    [/^discrete: weights\[1\] is -1; /, () => d.discrete(s, { values: [1, 2], weights: [1, -1] })],
    [/^empirical: observations are all equal; /, () => d.empirical(s, { observations: [2, 2] })],
    [/^empirical: observations\[1\] is 'b'; /, () => d.empirical(s, { observations: [2, 'b' as never] })],
    [/^histogram: edges has only one number; give at least two$/, () => d.histogram(s, { edges: [1], weights: [1] })],
    [
      /^histogram: weights has 1 numbers; give one for each of the 2 bins$/,
      () => d.histogram(s, { edges: [1, 2, 3], weights: [1] }),
    ],
    [/^choice: items is an empty list; give at least one item$/, () => d.choice(s, [])],
    [
      /^weightedChoice: weights has 1 numbers; give one for each of the 2 items$/,
      () => d.weightedChoice(s, ['a', 'b'], [1]),
    ],
    [/^permutation: count is -1; /, () => d.permutation(s, -1)],
    [
      /^arrivals: times\[0\] is 1; give 0 first, then finite numbers, /,
      () => d.arrivals(s, { times: [1], rates: [1], between: 'constant' }),
    ],
    [
      /^arrivals: between is 'curve'; give 'constant' or 'linear'$/,
      () => d.arrivals(s, { times: [0], rates: [1], between: 'curve' as never }),
    ],
    [
      /^arrivals: period is 3; give a number above the last time, 3$/,
      () => d.arrivals(s, { times: [0, 3], rates: [1, 1], between: 'constant', period: 3 }),
    ],
    [
      /^arrivals: rates has 1 numbers; give one for each of the 2 times$/,
      () => d.arrivals(s, { times: [0, 3], rates: [1], between: 'constant' }),
    ],
  ])('are refused with %s', (message, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }) as Error);
    expect(make).toThrow(message);
  });
});

describe('an invalid argument in place of a stream', () => {
  const given: [shown: string, value: unknown][] = [
    ['3', 3],
    ['undefined', undefined],
    ['null', null],
    ['a function', Math.random],
    ['an object', streams],
  ];
  it.each<[string, (stream: Randomness) => unknown]>([
    ['poisson', (stream) => d.poisson(stream, { mean: 0 })],
    ['irwinHall', (stream) => d.irwinHall(stream, { count: 1 })],
    ['shuffle', (stream) => d.shuffle(stream, [1, 2])],
    ['choice', (stream) => d.choice(stream, [1, 2])],
    ['arrivals', (stream) => d.arrivals(stream, { times: [0], rates: [1], between: 'constant' })],
  ])('is refused by %s', (name, make) => {
    for (const [shown, value] of given) {
      const message = `${name}: the stream is ${shown}; give a random stream, such as context.random()`;
      const wanted = expect.objectContaining({ code: 'ARGUMENT_INVALID', message }) as Error;
      expect(() => make(value as Randomness)).toThrow(wanted);
    }
  });
});

describe('arrivals', () => {
  const at = (number: number, parameters: d.ArrivalParameters): d.Arrivals => d.arrivals(uniforms(number), parameters);
  /** The uniform number whose exponential number of mean 1 is this one, up to half a step. */
  const exposure = (value: number): number => -Math.expm1(-value);

  it('arrive when the integral of the rate has grown by an exponential number', () => {
    const steps = { times: [0, 9, 18], rates: [0, 20, 0], between: 'constant', period: 24 } as const;
    expect(at(exposure(1), steps).gapAfter(0)).toBeCloseTo(9 + 1 / 20, 10);
    expect(at(exposure(1), steps).gapAfter(10)).toBeCloseTo(1 / 20, 10);
    expect(at(exposure(1), steps).gapAfter(17.99)).toBeCloseTo(0.01 + 15 + 0.8 / 20, 10);
    expect(at(exposure(1), steps).gapAfter(24_000 + 20)).toBeCloseTo(13 + 1 / 20, 8);
    const slow = { times: [0, 9, 18], rates: [0, 0.1, 0], between: 'constant', period: 24 } as const;
    expect(at(exposure(2), slow).gapAfter(9)).toBeCloseTo(2 * 24 + 2, 8);
    const line = { times: [0, 2], rates: [0, 4], between: 'linear' } as const;
    expect(at(exposure(1), line).gapAfter(0)).toBeCloseTo(1, 10);
    expect(at(exposure(4), line).gapAfter(0)).toBeCloseTo(2, 10);
    expect(at(exposure(6), line).gapAfter(0)).toBeCloseTo(2.5, 10);
    const down = { times: [0, 2], rates: [4, 0], between: 'linear' } as const;
    expect(at(exposure(3), down).gapAfter(0)).toBeCloseTo(1, 10);
    expect(at(exposure(1), { ...down, period: 4 }).gapAfter(2)).toBeCloseTo(1, 10);
  });

  it('never arrive if the rate stays 0', () => {
    expect(at(0.5, { times: [0], rates: [0], between: 'constant' }).gapAfter(3)).toBe(Infinity);
    expect(at(0.5, { times: [0, 1], rates: [0, 0], between: 'linear', period: 2 }).gapAfter(3)).toBe(Infinity);
    expect(at(exposure(5), { times: [0, 2], rates: [4, 0], between: 'linear' }).gapAfter(0)).toBe(Infinity);
  });
});
