/** The activity of a run's nodes: plain data, by name. Nodes that are not listed did nothing. */
export interface Activity {
  /** Per node, its number of activations. */
  readonly activations: Readonly<Record<string, number>>;
  /** Per node, the time that its handlers took, in seconds. Without it, all activations count alike. */
  readonly seconds?: Readonly<Record<string, number>> | undefined;
  /** Per sending node, then per receiving `node/simproc`, the number of events sent. */
  readonly events: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
