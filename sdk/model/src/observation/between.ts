import { DiscoError } from '@disco-engine/kernel';
import { filter, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Passes the records with an epoch from `from`, inclusive, to `to`, exclusive. It never completes: one of several workers may
 * be behind the others.
 *
 * @param to Infinity for everything from `from` on
 * @throws DiscoError `ARGUMENT_INVALID` if one of them is NaN, or `to` is before `from`
 */
export function between<T extends { readonly epoch: number }>(from: number, to: number): MonoTypeOperatorFunction<T> {
  if (!(from <= to)) {
    const message = `between(${from}, ${to}) contains no epoch; give the first epoch and the one to stop before`;
    throw new DiscoError('ARGUMENT_INVALID', message);
  }
  return filter(({ epoch }) => epoch >= from && epoch < to);
}
