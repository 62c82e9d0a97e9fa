import type { EventBatch } from '../events/event-batch.js';
import type { Topology } from '../topology/topology.js';
import { avalanche, Mixer } from './mixer.js';
import { mixPayload } from './mix-payload.js';

/**
 * How much of a run its digest covers: nothing (`off`); per port, the sequence of activations with their epochs,
 * senders and send counters (`order`); or all that and the payloads (`full`).
 */
export type DigestLevel = 'off' | 'order' | 'full';

/**
 * A fingerprint of what every port received, and in what order. Ports are combined independently of order, so the
 * digests of separate parts of a run add up to the digest of the whole.
 */
export class Digest {
  private readonly mixer = new Mixer();
  /** Per port, two lanes and the number of its activations. */
  private readonly ports: Int32Array;
  private readonly withPayloads: boolean;

  constructor(
    readonly level: DigestLevel,
    private readonly topology: Topology,
    private readonly isOwn: (port: number) => boolean,
  ) {
    this.ports = new Int32Array(level === 'off' ? 0 : topology.portCount * LANES);
    this.withPayloads = level === 'full';
  }

  /** Mixes in one activation. */
  add(port: number, epoch: number, batch: EventBatch): void {
    const { ports, mixer } = this;
    const { size } = batch;
    // The first of its `LANES`. Unlike a product, a shift needs no check for overflow.
    const at = port << 2;
    mixer.high = ports[at];
    mixer.low = ports[at | 1];
    mixer.double(epoch);
    // Most batches hold one event, so a size of 1 is implied. No port has a number below 0.
    if (size !== 1) mixer.pair(-1, size);
    for (let i = 0; i < size; i++) {
      mixer.pair(batch.senderPort(i), batch.counter(i) | 0);
      if (batch.epoch(i) !== epoch) this.addHeld(batch.epoch(i));
      if (this.withPayloads) mixPayload(mixer, batch.payload(i));
    }
    ports[at] = mixer.high;
    ports[at | 1] = mixer.low;
    ports[at | 2] += 1;
  }

  private addHeld(epoch: number): void {
    this.mixer.pair(-2, 0);
    this.mixer.double(epoch);
  }

  /** 16 hexadecimal digits, or `off`. */
  toString(): string {
    if (this.level === 'off') return 'off';
    let sum = 0n;
    const mixer = new Mixer();
    for (let port = 0; port < this.topology.portCount; port++) {
      if (!this.topology.isHandled(port) || !this.isOwn(port)) continue;
      mixer.high = 0;
      mixer.low = 0;
      mixer.text(this.topology.portName(port));
      for (let lane = 0; lane < LANES; lane++) mixer.pair(this.ports[port * LANES + lane], 0);
      const high = avalanche(mixer.high ^ mixer.low);
      const low = avalanche(mixer.low + high);
      sum += (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    }
    return digits(sum);
  }
}

/**
 * Combines the digests of a run's workers, in any order, into the digest of the run; `off` if they are off.
 *
 * @param parts each 16 hexadecimal digits, or `off`
 */
export function combineDigests(parts: readonly string[]): string {
  if (parts.includes('off')) return 'off';
  return digits(parts.reduce((sum, part) => sum + BigInt(`0x${part}`), 0n));
}

function digits(sum: bigint): string {
  return BigInt.asUintN(64, sum).toString(16).padStart(16, '0');
}

const LANES = 4;
