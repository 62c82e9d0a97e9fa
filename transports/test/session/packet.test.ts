import { describe, expect, it } from 'vitest';
import { buildPacket } from '../../src/session/packet.js';
import { ReplayQueue } from '../../src/session/replay-queue.js';
import { FrameCursor, FrameKind, mostPacketBytes, PACKET_BYTES } from '../../src/session/session-frame.js';

const NOTHING = { ack: false, ping: false, bye: false };

function queueOf(...sizes: readonly number[]): ReplayQueue {
  const queue = new ReplayQueue();
  for (const size of sizes) queue.add(new Uint8Array(size));
  return queue;
}

/** Kind, length and first number of each frame. */
function framesOf(packet: Uint8Array | undefined): (readonly [kind: number, bytes: number, number: number])[] {
  if (packet === undefined) return [];
  const cursor = new FrameCursor(() => 2 ** 32);
  cursor.load(packet);
  const frames: (readonly [number, number, number])[] = [];
  while (cursor.next()) {
    const bytes = cursor.end - cursor.start;
    frames.push([cursor.kind, bytes, bytes < 4 ? -1 : cursor.sequenceAt(0)]);
  }
  return frames;
}

describe('a packet', () => {
  it('holds as many messages as fit, and the next one the rest', () => {
    const half = PACKET_BYTES / 2;
    const queue = queueOf(half, half - 13, half);
    expect(framesOf(buildPacket(queue, 0, NOTHING))).toEqual([
      [FrameKind.Data, half + 8, 1],
      [FrameKind.Data, half - 5, 2],
    ]);
    expect(framesOf(buildPacket(queue, 0, NOTHING))).toEqual([[FrameKind.Data, half + 8, 3]]);
    expect(buildPacket(queue, 0, NOTHING)).toBeUndefined();
  });

  it('ends before a message that would make it one byte too long', () => {
    const half = PACKET_BYTES / 2;
    const queue = queueOf(half, half - 12);
    expect(framesOf(buildPacket(queue, 0, NOTHING))).toHaveLength(1);
  });

  it('holds a message that is longer than a packet alone', () => {
    const queue = queueOf(3 * PACKET_BYTES, 1);
    expect(framesOf(buildPacket(queue, 0, NOTHING))).toEqual([[FrameKind.Data, 3 * PACKET_BYTES + 8, 1]]);
    expect(mostPacketBytes(3 * PACKET_BYTES)).toBeGreaterThan(3 * PACKET_BYTES + 13);
  });

  it('has a farewell only after the last message', () => {
    const queue = queueOf(PACKET_BYTES, 5);
    const bye = { ...NOTHING, bye: true };
    expect(framesOf(buildPacket(queue, 7, bye))).toEqual([[FrameKind.Data, PACKET_BYTES + 8, 1]]);
    expect(framesOf(buildPacket(queue, 7, bye))).toEqual([
      [FrameKind.Data, 13, 2],
      [FrameKind.Bye, 4, 7],
    ]);
    expect(framesOf(buildPacket(queue, 7, bye))).toEqual([[FrameKind.Bye, 4, 7]]);
  });

  it('has a confirmation or a heartbeat only if it has nothing else', () => {
    const all = { ack: true, ping: true, bye: false };
    expect(framesOf(buildPacket(queueOf(5), 7, all))).toEqual([[FrameKind.Data, 13, 1]]);
    expect(framesOf(buildPacket(queueOf(), 7, all))).toEqual([[FrameKind.Ack, 4, 7]]);
    expect(framesOf(buildPacket(queueOf(), 7, { ...all, ack: false }))).toEqual([[FrameKind.Ping, 0, -1]]);
    expect(buildPacket(queueOf(), 7, NOTHING)).toBeUndefined();
  });

  it('can hold a message of 0 bytes', () => {
    expect(framesOf(buildPacket(queueOf(0, 0), 7, { ack: true, ping: true, bye: false }))).toEqual([
      [FrameKind.Data, 8, 1],
      [FrameKind.Data, 8, 2],
    ]);
  });
});
