export const DESCRIPTION = 'experiment.json';
export const IDENTITY = 'identity.json';
export const GRAPH = 'graph.json';
export const RECORD = 'run.json';
/** The records of a replication. */
export const LOG_FILE = 'log.parquet';
/** Prefix of files and folders that are still incomplete. */
export const PARTIAL = '.partial-';
/** Prefix of subfolders with results that were moved aside; a number follows. */
export const ASIDE = 'older-';
/** The lock file of version 0.1.0, which contained a process id. */
export const OLD_LOCK = '.lock';
