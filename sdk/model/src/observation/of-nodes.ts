import { filter, type MonoTypeOperatorFunction } from 'rxjs';
import { namePatterns } from './name-patterns.js';

/**
 * Passes the records of nodes with matching names; for sends, the sender counts. `*` stands for any text, even an empty one;
 * all other characters stand for themselves. Without a pattern, nothing passes.
 *
 * @example
 * simulation.activations.pipe(ofNodes('plant/Ulm', 'shop/*')).subscribe(toLog(console));
 */
export function ofNodes<T extends { readonly node: string }>(
  ...patterns: readonly string[]
): MonoTypeOperatorFunction<T> {
  const fits = namePatterns(patterns);
  return filter(({ node }) => fits(node));
}
