import { DiscoError } from '@disco-engine/kernel';
import { filter, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Lets the records pass of epochs from `from`, included, to `to`, excluded. It never completes: among several workers one may be
 * behind another.
 *
 * @param to Infinity for all that comes after `from`
 * @throws DiscoError `ARGUMENT_INVALID` where one of them is NaN, or `to` is before `from`
 */
export function between<T extends { readonly epoch: number }>(from: number, to: number): MonoTypeOperatorFunction<T> {
  if (!(from <= to)) {
    const message = `between(${from}, ${to}) has no epochs; give the first epoch, and the one to stop before`;
    throw new DiscoError('ARGUMENT_INVALID', message);
  }
  return filter(({ epoch }) => epoch >= from && epoch < to);
}
