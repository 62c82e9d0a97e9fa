/**
 * Reads ahead what the activation of a port is going to read. Where a model is larger than the cache, an event waits
 * for memory most of its time; misses that do not depend on one another are served side by side, so that reading for
 * several ports in a row costs little more than for one.
 */
export class Prefetch {
  private kindOf: Int32Array = new Int32Array();
  private sent: Float64Array = new Float64Array();
  private states: readonly unknown[] = [];
  /** Keeps the reads alive: without a use, the compiler would leave them out. Its value means nothing. */
  private residue = 0;

  /** From now on, reads these tables, each with an entry per port. */
  from(kindOf: Int32Array, sent: Float64Array, states: readonly unknown[]): void {
    this.kindOf = kindOf;
    this.sent = sent;
    this.states = states;
  }

  port(port: number): void {
    const { kindOf, sent, states } = this;
    // `typeof` reads the map of the state, with which its fields share a cache line.
    if (port < kindOf.length)
      this.residue = (this.residue ^ kindOf[port] ^ (sent[port] | 0)) + +(typeof states[port] === 'function');
  }
}
