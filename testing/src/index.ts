import 'reflect-metadata';

export { TestRun, type TestRunOptions } from './test-run.js';
export { Guard } from './guard/guard.js';
export {
  checkDeterminism,
  type DeterminismOptions,
  type DeterminismReport,
  type Difference,
} from './determinism/check-determinism.js';
export { describeDifference } from './determinism/describe-difference.js';
export { findDivergence, type Divergence } from './determinism/find-divergence.js';
export { scenarioArbitrary, type ScenarioConstraints } from './arbitraries/scenario-arbitrary.js';
export { randomModel, type RandomModelConstraints } from './random-model/random-model-arbitrary.js';
export type { RandomModel, RandomNode, RandomProgram, RandomSimproc, RandomType } from './random-model/random-model.js';
export type { ModelActivation, ModelEvent, ModelOutcome } from './random-model/model-outcome.js';
export { oracle } from './random-model/oracle.js';
export { runOnKernel, type KernelRunOptions } from './random-model/run-on-kernel.js';
export { runOnWorkers, type WorkersOutcome, type WorkersRun } from './random-model/run-on-workers.js';
