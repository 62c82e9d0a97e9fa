/** A message from a node to the owner of a shared resource. A claim is identified by its number at the requesting node. */
export type Claimed =
  | { readonly kind: 'ask'; readonly claim: number; readonly priority: number }
  // The claim has ended: either a unit is released or a request is withdrawn. Only the owner knows which.
  | { readonly kind: 'leave'; readonly claim: number };

/** The outcome of a claim: a unit from the owner, or the end of its patience, by a timer of the node itself. */
export interface Answered {
  readonly claim: number;
  readonly granted: boolean;
}
