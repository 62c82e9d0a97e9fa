export { multilevel, MultilevelPlacement, type MultilevelOptions } from './placement/multilevel.js';
export type { Activity } from './placement/activity.js';
export { measureActivity, type MeasureOptions } from './placement/measure-activity.js';
export { planPlacement, type PlacementPlan } from './placement/plan-placement.js';
export { unknownModel } from './placement/unknown-model.js';
export type { LayerCut, PlacementReport, WorkerShare } from './placement/placement-report.js';
export { partitionGraph, type GraphPartitionOptions } from './partitioner/partition-graph.js';
export type { TrafficGraph } from './partitioner/traffic-graph.js';
