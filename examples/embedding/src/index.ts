export { serve, type RunServer, type ServerOptions } from './server.js';
export type { RunLimits } from './run-registry.js';
export type { RunRequest } from './run-request.js';
export type { RunStatus, RunSummary } from './managed-run.js';
export { LineParameters, Stage, supplyLine, SupplyLine } from './model.js';
