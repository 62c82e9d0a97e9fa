/** What one worker exchanged with the others so far, and how long it waited for them. Plain data. */
export interface ExchangeReport {
  readonly worker: number;
  readonly peers: readonly PeerReport[];
  /**
   * The port of this worker at which it waited longest for what might arrive, as `node/simproc`, and how long in all. Not there where
   * only complete layers lead here.
   */
  readonly heldUpAt?: { readonly port: string; readonly milliseconds: number } | undefined;
}

export interface PeerReport {
  readonly worker: number;
  readonly eventsSent: number;
  readonly eventsReceived: number;
  readonly messagesSent: number;
  /** Messages sent that carried no event. */
  readonly promisesSent: number;
  readonly messagesReceived: number;
  /** How often, and how long in all, this worker waited for that one. */
  readonly waits: number;
  readonly blockedMilliseconds: number;
  /**
   * By how much, on average, the promise of that worker lay before the next activation here: a minimum delay that is longer by that
   * much would have let this worker go on. 0 where it never waited with something to do.
   */
  readonly missingLookahead: number;
}
