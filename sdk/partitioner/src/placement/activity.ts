/** What the nodes of a run did and sent: plain data, by name. What is not in it did nothing. */
export interface Activity {
  /** By node, how many activations it had. */
  readonly activations: Readonly<Record<string, number>>;
  /** By sending node, then by `node/simproc` that received, how many events were sent. */
  readonly events: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
