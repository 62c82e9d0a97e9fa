/** Errors that say nothing about a replication, such as a full disk: it is tried again elsewhere. */
export const OF_A_HOST: ReadonlySet<string> = new Set([
  'WORKER_LOST',
  'CLUSTER_BROKEN',
  'WORKER_BROKEN',
  'MODEL_FAILED',
  'LOG_FAILED',
]);

/** The same of a run on several hosts, such as the loss of one of them. */
export const OF_SEVERAL_HOSTS: ReadonlySet<string> = new Set([
  ...OF_A_HOST,
  'WORKER_UNREACHABLE',
  'WORKER_TAKEN',
  'WORKER_DRAINING',
  'LISTEN_FAILED',
  'TOKEN_REFUSED',
  'RUN_STALLED',
]);
