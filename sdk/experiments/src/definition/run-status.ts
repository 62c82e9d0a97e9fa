/** The status of a partition, a replication or a whole experiment. The last three are final. */
export type ExperimentStatus =
  | 'CREATED'
  | 'SUBMITTED'
  | 'ASSIGNED'
  | 'LOADED'
  | 'INITIALIZED'
  | 'ACTIVE'
  | 'PAUSED'
  | 'FINISHED'
  | 'CANCELED'
  | 'FAILED';

const BEFORE_ACTIVE: readonly ExperimentStatus[] = ['CREATED', 'SUBMITTED', 'ASSIGNED', 'LOADED', 'INITIALIZED'];

/**
 * Derives the status of a whole from the statuses of its parts:
 *
 * - without parts, `CREATED`;
 * - if all parts have ended, `FAILED` if one has failed, else `CANCELED` if one was canceled, else `FINISHED`;
 * - else `ACTIVE` if one is active, or if some have ended and others have not;
 * - else `PAUSED` if one is paused;
 * - else the earliest status among the parts.
 */
export function statusOfWhole(parts: Iterable<ExperimentStatus>): ExperimentStatus {
  const all = new Set(parts);
  const ends = (['FAILED', 'CANCELED', 'FINISHED'] as const).filter((status) => all.has(status));
  const earliest = BEFORE_ACTIVE.find((status) => all.has(status));
  const isUnderWay = all.has('ACTIVE') || all.has('PAUSED') || earliest !== undefined;
  if (!isUnderWay) return ends[0] ?? 'CREATED';
  if (all.has('ACTIVE')) return 'ACTIVE';
  if (all.has('PAUSED')) return 'PAUSED';
  return ends.length > 0 ? 'ACTIVE' : (earliest ?? 'CREATED');
}
