// A separate entry point because it loads RxJS: operators for the observables of a simulation.
export { between } from './observation/between.js';
export { ofNodes } from './observation/of-nodes.js';
export { toLog, type RecordLevel, type RecordLogger } from './observation/to-log.js';
export type { ObservedRecord } from './observation/observed-record.js';
export { ObservableLog, type LogPoint } from './logging/observable-log.js';
