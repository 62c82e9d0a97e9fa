export type { FarmDisk } from './farm/farm-disk.js';
export type { FarmModel } from './farm/farm-model.js';
export { serveFarm, type FarmWorkerOptions } from './farm/farm-worker.js';
export { leadFarm, type FarmLeaderOptions } from './farm/lead-farm.js';
export { fetchResults, refuseFilled, submitExperiment, type SubmittedExperiment } from './farm/submit-experiment.js';
export { farmStatus, replicationsOf, type ExperimentStatusOnFarm } from './farm/farm-status.js';
