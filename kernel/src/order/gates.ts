/**
 * Per port, the epoch before which it may be activated. What has been found takes effect only with `renew`, between two
 * epochs: what is due at one port at one epoch must not be split.
 */
export class Gates {
  readonly epochs: Float64Array;
  readonly found: Float64Array;

  constructor(ports: number) {
    this.epochs = new Float64Array(ports).fill(Infinity);
    this.found = new Float64Array(ports).fill(Infinity);
  }

  renew(): void {
    this.epochs.set(this.found);
  }
}
