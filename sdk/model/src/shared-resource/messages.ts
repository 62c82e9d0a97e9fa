/** What a node tells the owner of a shared resource. A claim is told of by its number at the node that makes it. */
export type Claimed =
  | { readonly kind: 'ask'; readonly claim: number; readonly priority: number }
  // It wants no unit any more: it gives one back, or takes back what it has asked for. Which of the two, the owner knows best.
  | { readonly kind: 'leave'; readonly claim: number };

/** What comes of a claim: a unit of the owner, or by a timer of the node itself the end of its patience. */
export interface Answered {
  readonly claim: number;
  readonly granted: boolean;
}
