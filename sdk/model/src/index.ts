export { Model } from './model/model-decorator.js';
export type { Declarations, ModelClass, ModelOptions, ParameterClass, UsedPart } from './model/model-options.js';
export { Node } from './model/node-decorator.js';
export type { NodeOptions } from './model/node-options.js';
export type { ColumnDeclaration, ColumnNeed, ColumnNeeds } from './model/column-declaration.js';
export type { NodeClass } from './model/node-class.js';
export {
  AdvancePromise,
  AdvancePromise as Promise,
  OnEvent,
  OnInit,
  type OnEventOptions,
} from './model/method-decorators.js';
export { Process, type ProcessOptions } from './model/process-decorator.js';
export { Processes } from './process/processes.js';
export {
  waitingProcesses,
  watchInterruptions,
  type Interruption,
  type WaitingProcess,
} from './process/process-handlers.js';
export { RunningProcess, type Steps } from './process/running-process.js';
export { Wait } from './process/wait.js';
export type { ReceivedSimproc } from './process/received-simproc.js';
export type { EventOptions } from './process/event-wait.js';
export { Interrupted } from './process/interrupted.js';
export { Preempted } from './process/preempted.js';
export type { Unit } from './process/acquisition.js';
export { Resource, type AcquireOptions, type UseOptions } from './process/resource.js';
export { Store, type StoreOptions } from './process/store.js';
export { Container, type ContainerOptions } from './process/container.js';
export { Signal } from './process/signal.js';
export { Happening } from './process/happening.js';
export type { ValuesOf } from './process/several.js';
export { simproc, type Simproc, type SimprocOptions, type SimprocRef } from './model/simproc.js';
export { explore } from './model/explore.js';
export { part, Part, type PartOptions } from './model/part.js';
export type { ModelSpecification, NodeTypeSpecification } from './model/model-specification.js';
export type { ScenarioData, TablesData } from './scenario/scenario-data.js';
export type { Column, ColumnType, TextColumn, ValueColumn } from './scenario/column.js';
export type { ColumnSource, ColumnTable, TableColumns, TableName } from './scenario/column-source.js';
export type { ScenarioParts, StoredScenario } from './scenario/scenario-parts.js';
export { Scenario, type VertexValues } from './scenario/scenario.js';
export { ScenarioBuilder, type EdgeValues, type ScenarioVertexOptions } from './scenario/scenario-builder.js';
export { NodeContext, type Due, type TimerDue, type TimerOptions } from './node/node-context.js';
export { NodeData, type NodeRows } from './node/node-data.js';
export type { VertexData } from './node/vertex-data.js';
export type { EdgeData, EdgeRows } from './node/edge-data.js';
export type { LayerData } from './node/layer-data.js';
export type { DataRows } from './node/data-rows.js';
export { Successors } from './node/successors.js';
export type { Placement, PlacementStrategy } from './simulation/placement.js';
export type { RunSettings } from './simulation/run-settings.js';
export { checkScenario } from './simulation/check-scenario.js';
export { topologyOf } from './simulation/topology-of.js';
export type { NodeObservables } from './simulation/observables.js';
export { Simulation } from './simulation/simulation.js';
export type { PartitionOptions, SimulationOptions } from './simulation/simulation-options.js';
export type { RunProvider } from './model/run-provider.js';
export { DataLogger, type TimeWeightedOptions } from './logging/data-logger.js';
export type { SampleRecorder } from './logging/sample-recorder.js';
export type { TimeWeightedRecorder } from './logging/time-weighted-recorder.js';
export type { HistogramRecorder } from './logging/histogram-recorder.js';
export type { VectorRecorder } from './logging/vector-recorder.js';
export type { StateRecorder } from './logging/state-recorder.js';
export type { ChannelOptions, LogChannel, LogKind, TotalDescription } from './logging/log-channel.js';
export type { ChannelSummary, FedTotal, SummaryFigures } from './logging/channel-summary.js';
export { combineSummaries } from './logging/combine-summaries.js';
export { total, type Total } from './logging/total.js';
export type { LogBlock, LoggedRun, LogOptions, LogSink } from './logging/log-sink.js';
export { MemoryLog, type ChannelRecords } from './logging/memory-log.js';
export * as distributions from './random/distributions.js';
export type { Sampler } from './random/sampling/sampler.js';
export * as math from './random/math.js';
export { compress, compressBy } from './graph/compress.js';
export type { Compression } from './graph/compression.js';
export { labelCombinations, type LabelCombinations } from './graph/label-combinations.js';
export { findCycle, layerDepths, topologicalOrder } from './graph/layer-depth.js';
export { sumLayers } from './graph/layer-sum.js';
export { inject, injectable } from './model/injection.js';
export {
  combineDigests,
  DiscoError,
  entryAt,
  EventBatch,
  InvalidInputError,
  isDiscoError,
  PhiloxStream,
  RandomStream,
  Timer,
  Transport,
  Wakeup,
  type ActivationRecord,
  type DigestLevel,
  type EdgeOptions,
  type DiscoErrorCode,
  type ErrorCode,
  type ExchangeReport,
  type PeerReport,
  type Place,
  type Problem,
  type Progress,
  type PromiseRecord,
  type ReceivedEvent,
  type RunOptions,
  type RunReport,
  type RunState,
  type RunStateRecord,
  type SendRecord,
  type TimerRecord,
  type WakeupRecord,
} from '@disco-engine/kernel';
