import { filter, type MonoTypeOperatorFunction } from 'rxjs';
import { namePatterns } from './name-patterns.js';

/**
 * Lets those records pass that a node of these names made; of sends, it is the sender that counts. `*` stands for any text, also for
 * none, and everything else for itself. Without a pattern nothing passes.
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
