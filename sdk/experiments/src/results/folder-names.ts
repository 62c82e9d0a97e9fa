export const DESCRIPTION = 'experiment.json';
export const IDENTITY = 'identity.json';
export const GRAPH = 'graph.json';
export const RECORD = 'run.json';
/** The records of a replication. */
export const LOG_FILE = 'log.parquet';
/** Of names of what is not whole yet. */
export const PARTIAL = '.partial-';
/** Of folders inside, with results that were moved aside; a number follows. */
export const ASIDE = 'older-';
/** The lock of version 0.1.0, which had the number of a process. */
export const OLD_LOCK = '.lock';
