import type { Randomness } from '@disco-engine/kernel';
import { ParameterCheck } from '../sampling/parameter-check.js';

/**
 * Shuffles a list in place; all orders are equally likely (R. Durstenfeld, "Algorithm 235: Random Permutation", Comm. ACM 7(7),
 * 1964). It takes one uniform number fewer than there are items.
 *
 * @returns the same list
 */
export function shuffle<Item>(stream: Randomness, items: Item[]): Item[] {
  new ParameterCheck('shuffle', stream, {}).done();
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(stream.uniform() * (last + 1));
    const item = items[last] as Item;
    items[last] = items[other] as Item;
    items[other] = item;
  }
  return items;
}

/**
 * The numbers from 0 to count - 1 in a random order.
 *
 * @param count whole, at least 0
 * @throws DiscoError ARGUMENT_INVALID
 */
export function permutation(stream: Randomness, count: number): number[] {
  const check = new ParameterCheck('permutation', stream, { count });
  check.count('count', 0);
  check.done();
  return shuffle(
    stream,
    Array.from({ length: count }, (_, index) => index),
  );
}
