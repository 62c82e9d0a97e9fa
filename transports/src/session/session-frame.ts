import { DiscoError } from '@disco-engine/kernel';

/**
 * What a packet of a connection is made of. Each frame is, little-endian: kind (1 byte), length of the rest (4 bytes), the rest.
 * Sequence numbers travel as their lower 32 bits.
 */
export const enum FrameKind {
  /** Listener, first of all: random bytes. */
  Challenge = 1,
  /** Dialler: random bytes, proof, who it is. */
  Hello = 2,
  /** Listener: proof, who it is. Data may follow, from both. */
  Welcome = 3,
  /** Either: proof, why it will have nothing to do with the other; the last frame. */
  Refused = 4,
  /** Sequence number (4 bytes), the last one received (4 bytes), a message. */
  Data = 5,
  /** The last sequence number received (4 bytes). */
  Ack = 6,
  /** Nothing: a sign of life. */
  Ping = 7,
  /** The last sequence number received (4 bytes). No data comes after it; the answer is the same. */
  Bye = 8,
}

export const FRAME_HEADER_BYTES = 5;
/** What a data frame takes beside the message. */
export const DATA_OVERHEAD_BYTES = FRAME_HEADER_BYTES + 8;
export const MOST_HANDSHAKE_BYTES = 64 * 2 ** 10;
/** Frames are put together into packets of about this size; a larger frame travels alone. */
export const PACKET_BYTES = 64 * 2 ** 10;

/** The largest packet that a worker sends whose messages are this long at most. */
export function mostPacketBytes(maxFrameBytes: number): number {
  return Math.max(maxFrameBytes + PACKET_BYTES, MOST_HANDSHAKE_BYTES) + 1024;
}

export function frameOf(kind: FrameKind, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = Buffer.allocUnsafe(FRAME_HEADER_BYTES);
  header.writeUInt8(kind, 0);
  header.writeUInt32LE(length, 1);
  return Buffer.concat([header, ...parts]);
}

/** Walks over the frames of a packet. Nothing is copied, and no length is believed that the packet does not hold. */
export class FrameCursor {
  kind = 0;
  /** Of the rest of the frame, in `packet`. */
  start = 0;
  end = 0;
  packet: Buffer = Buffer.alloc(0);

  /** @param most bytes of the rest of a frame, by its kind */
  constructor(private readonly most: (kind: number) => number) {}

  load(packet: Uint8Array): void {
    this.packet = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);
    this.start = this.end = 0;
  }

  /**
   * @returns whether there was another frame
   * @throws DiscoError `PROTOCOL_VIOLATION`
   */
  next(): boolean {
    const { packet, end } = this;
    if (end === packet.length) return false;
    if (packet.length - end < FRAME_HEADER_BYTES) throw violation('a packet ends inside the header of a frame');
    this.kind = packet[end] ?? NaN;
    const length = packet.readUInt32LE(end + 1);
    const most = this.most(this.kind);
    if (length > most) throw violation(`a frame of kind ${this.kind} has ${length} bytes, where ${most} are allowed`);
    this.start = end + FRAME_HEADER_BYTES;
    this.end = this.start + length;
    if (this.end > packet.length) throw violation(`a frame of kind ${this.kind} ends behind its packet`);
    return true;
  }

  /** @throws DiscoError `PROTOCOL_VIOLATION` where the frame is too short for it */
  sequenceAt(offset: number): number {
    if (this.start + offset + 4 > this.end) throw violation(`a frame of kind ${this.kind} is too short`);
    return this.packet.readUInt32LE(this.start + offset);
  }
}

/** How far a number lies behind another one, of which only the lower 32 bits are known; they are less than 2^31 apart. */
export function distance(low: number, number: number): number {
  return (low - number) | 0;
}

export function violation(what: string): DiscoError {
  return new DiscoError('PROTOCOL_VIOLATION', `${what}; see whether the other side is a worker of the same version`);
}
