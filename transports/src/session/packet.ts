import type { ReplayQueue } from './replay-queue.js';
import { DATA_OVERHEAD_BYTES, FRAME_HEADER_BYTES, FrameKind, PACKET_BYTES } from './session-frame.js';

/** What to send besides messages. */
export interface Remarks {
  /** Confirms, if no message does. */
  readonly ack: boolean;
  /** Shows a sign of life, if there is nothing else. */
  readonly ping: boolean;
  /** Comes after all messages. */
  readonly bye: boolean;
}

/**
 * Takes as many messages from a queue as make a good packet.
 *
 * @param received number of the last message that has arrived, which the packet confirms
 * @returns undefined if there is nothing to send
 */
export function buildPacket(queue: ReplayQueue, received: number, { ack, ping, bye }: Remarks): Buffer | undefined {
  const first = queue.taken + 1;
  const frames: Uint8Array[] = [];
  let length = 0;
  for (let frame = queue.peek(); frame !== undefined; frame = queue.peek()) {
    if (length > 0 && length + frame.length > PACKET_BYTES) break;
    frames.push(frame);
    length += frame.length + DATA_OVERHEAD_BYTES;
    queue.take();
  }
  const isWhole = queue.peek() === undefined;
  const control = bye && isWhole ? FrameKind.Bye : ack && length === 0 ? FrameKind.Ack : undefined;
  if (control !== undefined) length += FRAME_HEADER_BYTES + 4;
  else if (length === 0) {
    if (!ping) return undefined;
    length = FRAME_HEADER_BYTES;
  }
  const packet = Buffer.allocUnsafe(length);
  let at = 0;
  frames.forEach((frame, index) => {
    at = writeHeader(packet, at, FrameKind.Data, frame.length + 8);
    packet.writeUInt32LE((first + index) >>> 0, at);
    packet.writeUInt32LE(received >>> 0, at + 4);
    packet.set(frame, at + 8);
    at += 8 + frame.length;
  });
  if (control !== undefined) packet.writeUInt32LE(received >>> 0, writeHeader(packet, at, control, 4));
  else if (at === 0) writeHeader(packet, at, FrameKind.Ping, 0);
  return packet;
}

function writeHeader(packet: Buffer, at: number, kind: FrameKind, length: number): number {
  packet[at] = kind;
  packet.writeUInt32LE(length, at + 1);
  return at + FRAME_HEADER_BYTES;
}
