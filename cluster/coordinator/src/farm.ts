export type { FarmDisk } from './farm/farm-disk.js';
export type { FarmModel } from './farm/farm-model.js';
export type { PartsRun, PausableRun, RunModel, RunPart, RunPlace, RunReport } from './farm/run-model.js';
export { isRun, runResult, submitRun, type SubmittedRun } from './farm/submit-run.js';
export { serveFarm, type FarmWorkerOptions } from './farm/farm-worker.js';
export { leadFarm, type FarmLeaderOptions } from './farm/lead-farm.js';
export { fetchResults, refuseFilled, submitExperiment, type SubmittedExperiment } from './farm/submit-experiment.js';
export type { FarmJobStatus } from './farm/farm-job-status.js';
export { farmStatus, replicationsOf } from './farm/farm-status.js';
