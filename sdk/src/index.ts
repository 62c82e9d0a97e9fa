import 'reflect-metadata';

export { Model } from './model/model-decorator.js';
export type { ModelClass, ModelOptions, ParameterClass } from './model/model-options.js';
export { Node } from './model/node-decorator.js';
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
export type { ScenarioData } from './scenario/scenario-data.js';
export { Scenario, type VertexValues } from './scenario/scenario.js';
export { ScenarioBuilder, type ScenarioVertexOptions } from './scenario/scenario-builder.js';
export { NodeContext, type Due } from './node/node-context.js';
export { NodeData } from './node/node-data.js';
export { Successors } from './node/successors.js';
export type { Placement } from './partition/placement.js';
export { Simulation } from './simulation/simulation.js';
export type { PartitionOptions, SimulationOptions } from './simulation/simulation-options.js';
export type { RunProvider } from './model/run-provider.js';
export * as distributions from './random/distributions.js';
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
