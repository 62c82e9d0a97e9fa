/** What one worker has exchanged with the others, and how long it has waited for them. Plain data. */
export interface ExchangeReport {
  readonly worker: number;
  /** Whether the workers of the run have one bound each, or one for each port on their boundaries. */
  readonly bounds: 'worker' | 'ports';
  readonly peers: readonly PeerReport[];
  /**
   * The port of this worker, as `node/simproc`, at which it waited longest for possible arrivals, and the total time
   * there. Absent if only complete layers lead here.
   */
  readonly heldUpAt?: { readonly port: string; readonly milliseconds: number } | undefined;
}

export interface PeerReport {
  readonly worker: number;
  readonly eventsSent: number;
  readonly eventsReceived: number;
  readonly messagesSent: number;
  /** Number of messages sent that carried no event. */
  readonly promisesSent: number;
  readonly messagesReceived: number;
  /** How often, and for how long in total, this worker waited for that one. */
  readonly waits: number;
  readonly blockedMilliseconds: number;
  /**
   * How far, on average, that worker's promise fell short of the next activation here: with a minimum delay longer by
   * this much, this worker could have continued. 0 if it never waited with work to do.
   */
  readonly missingLookahead: number;
}
