import { DiscoError } from '@disco-engine/kernel';

/**
 * The contents of a packet. Each frame is, in little-endian order: kind (1 byte), length of the rest (4 bytes), the
 * rest. Sequence numbers are sent as their lower 32 bits.
 */
export const enum FrameKind {
  /** From the listener, as the first frame: random bytes. */
  Challenge = 1,
  /** From the dialler: random bytes, proof, its introduction. */
  Hello = 2,
  /** From the listener: proof, its introduction. Then both may send data. */
  Welcome = 3,
  /** From either: proof, and the reason for refusing the other; the last frame. */
  Refused = 4,
  /** Sequence number (4 bytes), the last one received (4 bytes), a message. */
  Data = 5,
  /** The last sequence number received (4 bytes). */
  Ack = 6,
  /** Empty: a sign of life. */
  Ping = 7,
  /** The last sequence number received (4 bytes). No data follows; the other side replies with the same frame. */
  Bye = 8,
}

export const FRAME_HEADER_BYTES = 5;
/** Size of a data frame in addition to its message. */
export const DATA_OVERHEAD_BYTES = FRAME_HEADER_BYTES + 8;
export const MOST_HANDSHAKE_BYTES = 64 * 2 ** 10;
/** Frames are combined into packets of about this size; a larger frame travels alone. */
export const PACKET_BYTES = 64 * 2 ** 10;

/** Size of the largest packet from a worker whose messages have at most this length. */
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

/** Iterates over the frames of a packet. Nothing is copied, and no length is trusted that exceeds the packet. */
export class FrameCursor {
  kind = 0;
  /** Start of the rest of the frame, in `packet`. */
  start = 0;
  end = 0;
  packet: Buffer = Buffer.alloc(0);

  /** @param most maximum size of the rest of a frame, by kind */
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
    if (length > most) throw violation(`a frame of kind ${this.kind} has ${length} bytes; at most ${most} are allowed`);
    this.start = end + FRAME_HEADER_BYTES;
    this.end = this.start + length;
    if (this.end > packet.length) throw violation(`a frame of kind ${this.kind} extends beyond its packet`);
    return true;
  }

  /** @throws DiscoError `PROTOCOL_VIOLATION` if the frame is too short */
  sequenceAt(offset: number): number {
    if (this.start + offset + 4 > this.end) throw violation(`a frame of kind ${this.kind} is too short`);
    return this.packet.readUInt32LE(this.start + offset);
  }
}

/** How far one number lies behind another of which only the lower 32 bits are known; they are less than 2^31 apart. */
export function distance(low: number, number: number): number {
  return (low - number) | 0;
}

export function violation(what: string): DiscoError {
  return new DiscoError('PROTOCOL_VIOLATION', `${what}; check that the other side is a worker of the same version`);
}
