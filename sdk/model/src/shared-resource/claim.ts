import type { Timer } from '@disco-engine/kernel';
import type { Unit } from '../process/acquisition.js';

const ASKED = 0;
const HELD = 1;
const GONE = 2;

/** What a claim needs from its node. */
export interface ClaimHost {
  readonly epoch: number;
  /** Notifies the owner that a claim has ended. */
  leave(claim: Claim): void;
}

/** A request for a unit of a shared resource; once the owner has granted it, the unit itself. */
export class Claim implements Unit {
  /** The epoch of the request; once granted, the epoch of the grant. */
  since: number;
  /** @internal The timer that ends its patience. */
  end: Timer | undefined;
  private standing = ASKED;

  /**
   * @internal
   * @param owner index among the owners that the node can ask
   * @param number of the claim
   * @param answer called with the unit, or with undefined when the patience ends
   */
  constructor(
    private readonly host: ClaimHost,
    readonly owner: number,
    readonly number: number,
    private readonly answer: (unit: Unit | undefined) => void,
  ) {
    this.since = host.epoch;
  }

  /** Whether the owner has granted it and it has not been released. */
  get isHeld(): boolean {
    return this.standing === HELD;
  }

  /**
   * Releases the unit, or withdraws the request: a grant that is already under way then has no effect. Further calls do
   * nothing.
   */
  release(): void {
    if (this.standing === GONE) return;
    this.standing = GONE;
    this.end?.cancel();
    this.host.leave(this);
  }

  /** @internal */
  granted(): void {
    this.standing = HELD;
    this.since = this.host.epoch;
    this.end?.cancel();
    this.answer(this);
  }

  /** @internal Its patience has ended. */
  expired(): void {
    this.release();
    this.answer(undefined);
  }
}
