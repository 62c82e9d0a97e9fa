/** How far a partition, a replication or a whole experiment is. The last three are ends. */
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
 * The status of a whole, from those of its parts:
 *
 * - without parts it is `CREATED`;
 * - where all parts have ended it is `FAILED` if one has failed, else `CANCELED` if one was canceled, else `FINISHED`;
 * - else `ACTIVE` if one is active, or if some have ended and others have not;
 * - else `PAUSED` if one is paused;
 * - else the earliest that one of them has.
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
