import {
  cauchy,
  logistic,
  pareto,
  pieces,
  triangular,
  truncatedWeibull,
  uniform,
  uniformSum,
  weibull,
} from './closed-laws.js';
import { betaLaw, gamma, pert, studentLaw } from './density-laws.js';
import { type ContinuousLaw, scaledLaw } from './law.js';
import { bounded, logNormal, normalLaw, translatedLaw, truncatedNormal, unbounded } from './normal-laws.js';

/**
 * The laws that the samplers of `SAMPLER_CASES` should follow. The factor multiplies one of the parameters: 1, or
 * another for a wrong law.
 */
export const CONTINUOUS_LAWS: ReadonlyMap<string, (factor: number) => ContinuousLaw> = new Map<
  string,
  (factor: number) => ContinuousLaw
>([
  ['uniform(-2, 4)', (f) => scaledLaw(uniform, -2, 6 * f)],
  ['triangular(0, 1, 4)', (f) => triangular(0, 1, 4 * f)],
  ['triangular(2, 2, 5)', (f) => triangular(2, 2, 5 * f)],
  ['pert(0, 1, 4)', (f) => pert(0, 1, 4 * f, 4)],
  ['pert(1, 3, 3.5, weight 8)', (f) => pert(1, 3, 3.5 * f, 8)],
  ['beta(2, 3)', (f) => betaLaw(2 * f, 3)],
  ['beta(0.5, 0.5)', (f) => betaLaw(0.5 * f, 0.5)],
  ['beta(0.001, 0.001)', (f) => betaLaw(0.001 * f, 0.001)],
  ['beta(300, 0.2)', (f) => betaLaw(300, 0.2 * f)],
  ['exponential(3)', (f) => weibull(1, 3 * f)],
  ['gamma(0.01, 10)', (f) => gamma(0.01 * f, 10)],
  ['gamma(0.7, 2)', (f) => gamma(0.7, 2 * f)],
  ['gamma(4.5, 2)', (f) => gamma(4.5 * f, 2)],
  ['gamma(1000, 2)', (f) => gamma(1000 * f, 2)],
  ['erlang(3, 1)', (f) => gamma(3, f)],
  ['weibull(2, 3)', (f) => weibull(2 * f, 3)],
  ['weibull(0.5, 3)', (f) => weibull(0.5, 3 * f)],
  ['pareto(6, 2)', (f) => pareto(6, 2 * f)],
  ['normal(-1, 2)', (f) => normalLaw(-1, 2 * f)],
  ['truncatedNormal(1, 1, 0)', (f) => truncatedNormal(1, f, 0, Infinity)],
  ['truncatedNormal(0, 1, 10, 11)', (f) => truncatedNormal(0, f, 10, 11)],
  ['logNormal(1, 0.5)', (f) => logNormal(f, 0.5)],
  // The variance of the logarithm is ln(1 + (4 / 10)²), and its mean is such that the values have mean 10.
  [
    'logNormal of mean 10, deviation 4',
    (f) => logNormal(Math.log(10 * f) - Math.log(1.16) / 2, Math.sqrt(Math.log(1.16))),
  ],
  ['logistic(1, 2)', (f) => scaledLaw(logistic, 1, 2 * f)],
  ['cauchy(5, 2)', (f) => scaledLaw(cauchy, 5, 2 * f)],
  ['student(0.5)', (f) => studentLaw(0.5 * f)],
  ['student(3)', (f) => scaledLaw(studentLaw(3), 0, f)],
  ['student(200, 1, 2)', (f) => scaledLaw(studentLaw(200), 1, 2 * f)],
  ['johnsonBounded(1, 2)', (f) => translatedLaw((x) => f + 2 * Math.log(x / (1 - x)), bounded(f), [0, 1])],
  ['johnsonUnbounded(1, 2)', (f) => translatedLaw((x) => f + 2 * Math.asinh(x), unbounded(f), [-Infinity, Infinity])],
  ['empirical', (f) => pieces([1, 2, 4, 8, 8, 9 * f], [1, 1, 1, 1, 1])],
  ['histogram', (f) => pieces([0, 1, 3, 4], [f, 0, 2.5])],
  ['irwinHall(5)', (f) => uniformSum(5, f)],
  ['bates(5)', (f) => uniformSum(5, f / 5)],
  ['truncated weibull', (f) => truncatedWeibull(2, 3 * f, 1, 4)],
]);
