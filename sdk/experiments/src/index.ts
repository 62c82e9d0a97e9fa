export { latinHypercube } from './definition/cases.js';
export { readCases } from './definition/read-cases.js';
export { replaceCases } from './definition/replace-cases.js';
export { defineExperiment, drawsOf } from './definition/define-experiment.js';
export type {
  Experiment,
  ExperimentCase,
  ExperimentLog,
  ExperimentOptions,
  ExperimentPrecision,
  ScenarioSource,
} from './definition/experiment.js';
export { defineOptimisation } from './optimisation/definition/define-optimisation.js';
export { restoredValue, storedValue } from './fields/stored-value.js';
export { isOptimisation } from './optimisation/definition/is-optimisation.js';
export {
  objectiveName,
  type Objective,
  type Optimisation,
  type OptimisationOptions,
  type VariableValues,
  type Variables,
} from './optimisation/definition/optimisation.js';
export { experimentWith } from './optimisation/run/candidate-cases.js';
export {
  runOptimisation,
  type OptimisationProgress,
  type OptimisationResults,
  type OptimisationRunOptions,
} from './optimisation/run/run-optimisation.js';
export { optimise, type OptimiseOptions } from './optimisation/run/optimise.js';
export type { CandidateName, Finalist, OptimisationOutcome } from './optimisation/run/outcome.js';
export {
  choice,
  integer,
  real,
  type ChoiceVariable,
  type IntegerVariable,
  type RealVariable,
  type Variable,
  type VariableStep,
} from './optimisation/search/variables.js';
export type {
  AcrossFigures,
  ChannelFigure,
  ChannelFigures,
  ChannelSource,
  ExperimentResponse,
  NodeSelection,
  RatioSource,
  ResponseDefinition,
  ResponseFigures,
  ResponseFunction,
  ResponseSource,
  ResponseValue,
} from './definition/response.js';
export { caseParameters, caseParameterText, type CaseParameters } from './definition/case-parameters.js';
export { parameterText } from './fields/parameter-text.js';
export { isExperiment } from './definition/is-experiment.js';
export { independentResponses } from './definition/independent-responses.js';
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
export type { Shard } from './run/shard.js';
export type { ExperimentProgress, PrecisionEstimate, ReplicationProgress } from './run/progress.js';
export { runReplication, type RunReplicationOptions } from './run/run-replication.js';
export { runExperiment, startExperiment } from './run/run-experiment.js';
export type { ExperimentOrigin } from './results/description.js';
export type { ExperimentDescription, ScenarioDescription } from './results/experiment-schema.js';
export type { BoxMeaning, GraphBox, GraphDescription, GraphLayer } from './graph/graph-schema.js';
export { readDescription, readRecord } from './results/read-description.js';
export { replicationName, replicationPath } from './results/replication-path.js';
export { parseRecord } from './results/parse-record.js';
export type { ReplicationKey, ReplicationRecord, WorkerTime } from './results/run-schema.js';
export { ResultsFolder, type ResultsOptions } from './results/results-folder.js';
export { describeGraph } from './graph/describe-graph.js';
export { LogDatabase, type LogKey, type RecordVisitor } from './logs/log-database.js';
export { readResults } from './reading/read-results.js';
export type { ChannelFacts, RunFacts } from './figures/run-facts.js';
export { valuesAsked, type CaseResponse, type ResponseContext } from './figures/case-response.js';
export { channelsOf, type ResultChannel } from './figures/channels.js';
export { currentResponses } from './figures/current-responses.js';
export { declaredResponses } from './figures/declared-responses.js';
export {
  independent,
  responseName,
  responsesOf,
  shareOf,
  statesOf,
  type SampledResponse,
  type SampledValue,
} from './figures/responses.js';
export { countedResponse, firstCounted, stageOf, type SelectionStage } from './figures/selection.js';
export { unknownResponse } from './figures/experiment-results.js';
export type { CaseResults, ExperimentResults, RecordsKey } from './figures/experiment-results.js';
export { replicate, type Replicated, type ReplicateOptions } from './run/replicate.js';
export type { Results } from './reading/results.js';
export { olderNotes, type OlderRun } from './results/older-runs.js';
export { writeAside } from './results/write-aside.js';
export { resultsFigures, type ResultsFigures } from './table/results-figures.js';
export { casesTable } from './table/cases-table.js';
export { resultsTable } from './table/results-table.js';
