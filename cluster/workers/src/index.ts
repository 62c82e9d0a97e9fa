export { Cluster, type WorkerOutput, type WorkerTransition } from './launch/cluster.js';
export { ClusterRun, type RunStatus } from './launch/cluster-run.js';
export type { RecoveredResult, Recovery, RunLoss } from './launch/recovery.js';
export type { LaunchOptions } from './launch/launch-options.js';
export type { TransportChoice } from './launch/transport-choice.js';
export {
  isTransportName,
  TRANSPORT_NAMES,
  type HostKind,
  type TransportKind,
  type TransportName,
} from '@disco-engine/transports';
export type { WorkerView } from './launch/worker-views.js';
export type { LogResult, RunLogOptions } from './launch/run-log.js';
export type {
  ClusterProgress,
  ClusterResult,
  StartOptions,
  WorkerResult,
  WorkerTransport,
} from './launch/start-options.js';
export { WORKER_STATES, type CommandName, type Transition, type WorkerState } from './worker/worker-state.js';
export type { LauncherStep } from './standing/worker-guest.js';
export type { Command, SupplyCommand, Replies, RunOutcome, StateReport, StepEnd } from './worker/commands.js';
export type { LookRequest, NodeFigures } from './worker/node-look.js';
export type { WorkTotals } from './worker/work-totals.js';
export type { TrafficFigures } from './worker/traffic.js';
export type { ModelModules, ModelRef, NearWorkers, RunSpec, ScenarioSpec, TransportSpec } from './worker/run-spec.js';
export type { PartFigures, PartReport, RunPart, StepOptions } from './worker/run-part.js';
export type { PartStanding, WaitFigures } from './worker/part-standing.js';
export { Worker, type WorkerOptions } from './worker/worker.js';
export type { JoinOptions } from './launch/remote-crew.js';
export { peerTrustProblems } from './control/peer-trust.js';
export { MOST_THREADS } from './control/told-process.js';
export { addressForms, readPeerAddress, type PeerAddress } from './control/peer-address.js';
export type { LogLevel, WorkerEvent, WorkerEventName, WorkerLog } from './log/worker-event.js';
export { StandingWorker, type StandingWorkerOptions } from './standing/standing-worker.js';
export type { ScenarioKeeping } from './scenarios/make-shelf.js';
export { packScenario, unpackScenario } from './scenarios/pack.js';
export type { PackedScenario, ScenarioRef } from './scenarios/scenario-ref.js';
export { importModule, type ModuleExports } from './modules/import-module.js';
export { codeOf, filesBesideModel, modelCodeOf, type CodeVersions } from './code/code-of.js';
export { importTransport } from './modules/transport-module.js';
