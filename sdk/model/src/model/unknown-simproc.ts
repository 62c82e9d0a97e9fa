import type { Problem, SimprocSpec } from '@disco-engine/kernel';

/** @param who names the reference, as in `Stage.take names simproc 'odrer'` */
export function unknownSimproc(who: string, simprocs: readonly SimprocSpec[]): Problem {
  const known = simprocs.map(({ name }) => name).join(', ');
  return { code: 'SIMPROC_UNKNOWN', message: `${who}, which the model does not have; it has: ${known}` };
}
