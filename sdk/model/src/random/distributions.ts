// Every function takes the stream to draw from and the parameters, checks these, and gives a sampler. A sampler may keep
// a value between calls, as `normal` does; so make it once and keep it with the node, and do not make one for each draw.
export { bates, beta, irwinHall, uniform } from './bounded-distributions.js';
export { bernoulli, binomial, geometric, integer, poisson } from './discrete-distributions.js';
export { exponential, gamma, logNormal, pareto, weibull } from './positive-distributions.js';
export { cauchy, logistic, normal } from './real-distributions.js';
export type { Sampler } from './sampler.js';
