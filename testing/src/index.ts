import 'reflect-metadata';

export { TestRun, type TestRunOptions } from './test-run.js';
export { Guard } from './guard/guard.js';
export { checkDeterminism, type DeterminismReport, type Difference } from './determinism/check-determinism.js';
export type { DeterminismOptions } from './determinism/determinism-options.js';
export { describeDifference } from './determinism/describe-difference.js';
export { findDivergence, type Divergence } from './determinism/find-divergence.js';
export { compareRuns, type RunComparison, type RunError, type WindowDifference } from './divergence/compare-runs.js';
export { describeComparison } from './divergence/describe-comparison.js';
export type { ComparisonOptions, RunDescription } from './divergence/run-description.js';
export { openRun } from './topologies/open-run.js';
export type { ModelRun, ModelRunOptions } from './topologies/model-run.js';
export {
  runOverTransport,
  type RunOverTransportOptions,
  type TransportOutcome,
} from './topologies/run-over-transport.js';
export type { TransportRunOptions } from './topologies/transport-run.js';
export type { TransportChoice } from './topologies/transport-choice.js';
export { TRANSPORT_NAMES, type TransportKind, type TransportName } from '@disco-engine/transports';
export { FaultyTransport } from './faults/faulty-transport.js';
export type { FaultOptions } from './faults/fault-options.js';
export { scenarioArbitrary, type ScenarioConstraints } from './arbitraries/scenario-arbitrary.js';
export { randomModel, type RandomModelConstraints } from './random-model/random-model-arbitrary.js';
export type {
  RandomModel,
  RandomNode,
  RandomProcesses,
  RandomProgram,
  RandomSimproc,
  RandomType,
} from './random-model/random-model.js';
export type { ModelActivation, ModelEvent, ModelOutcome } from './random-model/model-outcome.js';
export { oracle } from './random-model/oracle.js';
export { runOnKernel, type KernelRunOptions } from './random-model/run-on-kernel.js';
export { runOnWorkers, type WorkersOutcome, type WorkersRun } from './random-model/run-on-workers.js';
