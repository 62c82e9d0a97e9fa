import type { Timer } from '@disco-engine/kernel';
import type { Unit } from '../process/acquisition.js';

const ASKED = 0;
const HELD = 1;
const GONE = 2;

/** What a claim needs of its node. */
export interface ClaimHost {
  readonly epoch: number;
  /** Tells the owner that a claim is over. */
  leave(claim: Claim): void;
}

/** A unit of a shared resource that was asked for, and that is held once the owner has granted it. */
export class Claim implements Unit {
  /** When it was asked for, and from then on when it was got. */
  since: number;
  /** @internal The end of its patience. */
  end: Timer | undefined;
  private standing = ASKED;

  /**
   * @internal
   * @param owner its number among those that the node can ask
   * @param number of the claim
   * @param answer told of the unit, or of the end of the patience
   */
  constructor(
    private readonly host: ClaimHost,
    readonly owner: number,
    readonly number: number,
    private readonly answer: (unit: Unit | undefined) => void,
  ) {
    this.since = host.epoch;
  }

  /** Whether the owner has granted it, and it was not given back. */
  get isHeld(): boolean {
    return this.standing === HELD;
  }

  /** Gives the unit back, or takes back what was asked for: a grant that is on its way is of no effect then. Does nothing again. */
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
