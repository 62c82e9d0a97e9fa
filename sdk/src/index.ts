import 'reflect-metadata';

export { Model } from './model/model-decorator.js';
export type { ModelClass, ModelOptions, ParameterClass } from './model/model-options.js';
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
export { simproc, type Simproc, type SimprocRef } from './model/simproc.js';
export { explore } from './model/explore.js';
export type { ModelSpecification, NodeTypeSpecification } from './model/model-specification.js';
export type { ScenarioData, TablesData } from './scenario/scenario-data.js';
export type { Column, ColumnType, TextColumn, ValueColumn } from './scenario/column.js';
export type { ColumnSource, ColumnTable, TableColumns, TableName } from './scenario/column-source.js';
export type { ScenarioParts, StoredScenario } from './scenario/scenario-parts.js';
export { Scenario, type VertexValues } from './scenario/scenario.js';
export { loadStored, openStore } from './store/open-store.js';
export type { ScenarioStore, StoredVersion } from './store/scenario-store.js';
export { exportTables, type TableFormat } from './tables/export-tables.js';
export type { TableLimits } from './tables/table-limits.js';
export type {
  LabelColumn,
  LayerTableOptions,
  TableLocation,
  TableOptions,
  TableReading,
  VertexTableOptions,
} from './tables/table-options.js';
export { ScenarioBuilder, type EdgeValues, type ScenarioVertexOptions } from './scenario/scenario-builder.js';
export { NodeContext, type Due } from './node/node-context.js';
export { NodeData, type NodeRows } from './node/node-data.js';
export type { VertexData } from './node/vertex-data.js';
export type { EdgeData, EdgeRows } from './node/edge-data.js';
export type { LayerData } from './node/layer-data.js';
export type { DataRows } from './node/data-rows.js';
export { Successors } from './node/successors.js';
export type { Placement } from './partition/placement.js';
export type { MultilevelPlacement } from './partition/multilevel.js';
export type { Activity } from './partition/activity.js';
export { measureActivity } from './partition/measure-activity.js';
export { planPlacement, type PlacementPlan } from './partition/plan-placement.js';
export { unknownModel } from './partition/unknown-model.js';
export { partitionGraph, type GraphPartitionOptions } from './partitioner/partition-graph.js';
export type { TrafficGraph } from './partitioner/traffic-graph.js';
export type { LayerCut, PlacementReport, WorkerShare } from './partition/placement-report.js';
export { checkScenario } from './simulation/check-scenario.js';
export { topologyOf } from './simulation/topology-of.js';
export { latinHypercube } from './experiment/cases.js';
export { independentValues } from './experiment/independent-values.js';
export { defineExperiment, drawsOf } from './experiment/define-experiment.js';
export type {
  Experiment,
  ExperimentCase,
  ExperimentLog,
  ExperimentOptions,
  ExperimentPrecision,
  ScenarioSource,
} from './experiment/experiment.js';
export { statusOfWhole, type ExperimentStatus } from './experiment/run-status.js';
export { Simulation } from './simulation/simulation.js';
export type { PartitionOptions, SimulationOptions } from './simulation/simulation-options.js';
export type { RunProvider } from './model/run-provider.js';
export { DataLogger } from './logging/data-logger.js';
export type { SampleRecorder } from './logging/sample-recorder.js';
export type { TimeWeightedRecorder } from './logging/time-weighted-recorder.js';
export type { HistogramRecorder } from './logging/histogram-recorder.js';
export type { VectorRecorder } from './logging/vector-recorder.js';
export type { StateRecorder } from './logging/state-recorder.js';
export type { ChannelOptions, LogChannel, LogKind } from './logging/log-channel.js';
export { combineSummaries, type ChannelSummary, type SummaryFigures } from './logging/channel-summary.js';
export type { LogBlock, LoggedRun, LogOptions, LogSink } from './logging/log-sink.js';
export { MemoryLog, type ChannelRecords } from './logging/memory-log.js';
export { ObservableLog, type LogPoint } from './logging/observable-log.js';
export { CsvLog, ParquetLog } from './logging/file-log.js';
export { SpoolLog } from './logging/spool-log.js';
export { writeLog, type LogFormat, type WriteLogOptions } from './logging/write-log.js';
export { between } from './observation/between.js';
export { ofNodes } from './observation/of-nodes.js';
export { toLog, type RecordLevel, type RecordLogger } from './observation/to-log.js';
export type { ObservedRecord } from './observation/observed-record.js';
export * as distributions from './random/distributions.js';
export * as statistics from './statistics/statistics.js';
export { inject, injectable } from 'tsyringe';
export {
  combineDigests,
  DiscoError,
  EventBatch,
  InvalidInputError,
  PhiloxStream,
  RandomStream,
  Transport,
  type ActivationRecord,
  type DigestLevel,
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
  type WakeupRecord,
} from '@disco-engine/kernel';
