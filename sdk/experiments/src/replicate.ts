// The entry point for browsers: no Node APIs, no database and no results folders.
export { latinHypercube } from './definition/cases.js';
export type { ExperimentCase, ExperimentPrecision } from './definition/experiment.js';
export type { CaseResponse } from './figures/case-response.js';
export type { CaseResults, ExperimentResults, RecordsKey } from './figures/experiment-results.js';
export type { ChannelFacts, RunFacts } from './figures/run-facts.js';
export type { ReplicationKey } from './results/run-schema.js';
export { replicate, type Replicated, type ReplicateOptions } from './run/replicate.js';
