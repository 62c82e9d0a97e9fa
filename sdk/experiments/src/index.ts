export { latinHypercube } from './definition/cases.js';
export { defineExperiment, drawsOf } from './definition/define-experiment.js';
export type {
  Experiment,
  ExperimentCase,
  ExperimentLog,
  ExperimentOptions,
  ExperimentPrecision,
  ScenarioSource,
} from './definition/experiment.js';
export { isExperiment } from './definition/is-experiment.js';
export { independentValues } from './definition/independent-values.js';
export { statusOfWhole, type ExperimentStatus } from './definition/run-status.js';
export { ExperimentRun, type ExperimentRunOptions } from './run/experiment-run.js';
export type {
  ReplicationLog,
  ReplicationResult,
  ReplicationStart,
  ReplicationWorkers,
  RunningReplication,
  WorkerStep,
} from './run/replication-workers.js';
export type { ExperimentProgress, ReplicationProgress } from './run/progress.js';
export { runExperiment, startExperiment } from './run/run-experiment.js';
export type { ExperimentDescription, ExperimentOrigin, ScenarioDescription } from './results/description.js';
export {
  replicationName,
  replicationPath,
  type ReplicationKey,
  type ReplicationRecord,
  type WorkerTime,
} from './results/replication.js';
export { ResultsFolder } from './results/results-folder.js';
export { describeGraph, type GraphBox, type GraphDescription, type GraphLayer } from './graph/describe-graph.js';
export type { BoxMeaning } from './graph/graph-boxes.js';
export { LogDatabase, type LogKey, type RecordVisitor } from './reading/log-database.js';
export { readResults } from './reading/read-results.js';
export type {
  CaseFacts,
  ChannelFacts,
  ChannelKind,
  ExperimentFacts,
  Results,
  RunFacts,
  WorkerFacts,
} from './reading/results.js';
