import type { ActivationRecord } from '@disco-engine/sdk';

/** Truncates to as many activations of each node as the aborted run has: it can only differ within those. */
export function sameLength(
  trace: readonly ActivationRecord[],
  broken: readonly ActivationRecord[],
): ActivationRecord[] {
  const left = new Map<string, number>();
  for (const { node } of broken) left.set(node, (left.get(node) ?? 0) + 1);
  return trace.filter(({ node }) => {
    const count = left.get(node) ?? 0;
    left.set(node, count - 1);
    return count > 0;
  });
}
