import type { ActivationRecord } from '@disco-engine/sdk';

/** As many activations of each node as a run that broke off has: only in these can it differ. */
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
