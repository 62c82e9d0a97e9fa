// A separate entry point for code that gathers statistics while a simulation runs: it loads no quantile functions.
export { MomentSum } from './moment-sum.js';
export { TimeWeightedSum } from './time-weighted-sum.js';
export { WeightedMoments } from './weighted-moments.js';
