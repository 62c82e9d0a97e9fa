export { Cluster, type WorkerTransition } from './launch/cluster.js';
export { ClusterRun, type RunStatus } from './launch/cluster-run.js';
export type { HostKind, LaunchOptions } from './launch/launch-options.js';
export type { ClusterProgress, ClusterResult, StartOptions, WorkerResult } from './launch/start-options.js';
export type { CommandName, Transition, WorkerState } from './worker/worker-state.js';
export type { Command, Replies, StateReport, StepEnd } from './worker/commands.js';
export type { ModelModules, ModelRef, RunSpec, ScenarioSpec, TransportKind, TransportSpec } from './worker/run-spec.js';
export type { PartFigures, PartReport, RunPart, StepOptions } from './worker/run-part.js';
export { Worker, type WorkerOptions } from './worker/worker.js';
export type { JoinOptions } from './launch/remote-crew.js';
export type { Trust } from './control/trust.js';
export type { TlsFiles } from './worker/make-transport.js';
export { describeExperiment, type ExperimentDescription, type ScenarioDescription } from './experiment/description.js';
export type { ReplicationKey, ReplicationRecord, WorkerTime } from './experiment/replication.js';
export { ResultsFolder } from './experiment/results-folder.js';
export {
  runExperiment,
  type ExperimentProgress,
  type ExperimentRunOptions,
  type ReplicationProgress,
} from './experiment/run-experiment.js';
export { writeReport, type ReportOptions, type ReportSummary } from './report/write-report.js';
