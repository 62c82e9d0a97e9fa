import type { Randomness } from '@disco-engine/kernel';
import type { SimulatedTime } from './simulated-time.js';

/** The way from one machine to another. The way back is another one, so that a single direction can fail. */
export class Way {
  /** Until when nothing passes. */
  cutUntil = 0;
  /** Until when everything takes longer, and by how much. */
  slowUntil = 0;
  delay = 0;
  /** Until when packets are damaged or repeated, and how often. */
  roughUntil = 0;
  damage = 0;
  repeat = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly dice: Randomness,
  ) {}

  get isCut(): boolean {
    return this.time.now < this.cutUntil;
  }

  /** Milliseconds after which a sender gives up on what has not arrived. */
  get patience(): number {
    return 2_000 + this.dice.below(60_000);
  }

  latency(): number {
    const slow = this.time.now < this.slowUntil ? this.delay * (1 + this.dice.uniform()) : 0;
    return 0.1 + this.dice.uniform() + slow;
  }

  /** When a packet that did not pass is sent again. */
  retryAt(): number {
    return this.cutUntil + this.dice.below(200);
  }

  /** What arrives of a packet. */
  delivered(packet: Uint8Array): readonly Uint8Array[] {
    if (this.time.now >= this.roughUntil) return [packet];
    if (this.dice.uniform() < this.damage) {
      const damaged = packet.slice();
      const at = this.dice.below(packet.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << this.dice.below(8));
      return [damaged];
    }
    const [kind = 0] = packet;
    const isOfSession = kind >= FIRST_OF_SESSION;
    return isOfSession && this.dice.uniform() < this.repeat ? [packet, packet.slice()] : [packet];
  }
}

/** The least kind of frame that follows a handshake, of which a repetition is an attack, and treated as one. */
const FIRST_OF_SESSION = 5;
