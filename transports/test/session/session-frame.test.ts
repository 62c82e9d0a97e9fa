import { describe, expect, it } from 'vitest';
import {
  DATA_OVERHEAD_BYTES,
  FrameCursor,
  FrameKind,
  frameOf,
  MOST_HANDSHAKE_BYTES,
  mostPacketBytes,
  PACKET_BYTES,
} from '../../src/session/session-frame.js';

const error = (message: string) =>
  expect.objectContaining({ code: 'PROTOCOL_VIOLATION', message: expect.stringContaining(message) as string }) as Error;

function cursorOver(packet: Uint8Array, most: (kind: number) => number = () => 100): FrameCursor {
  const cursor = new FrameCursor(most);
  cursor.load(packet);
  return cursor;
}

describe('the bytes of a session', () => {
  // Workers of other builds depend on all of these: a change needs a new wire version.
  it('have the kinds and sizes of this wire version', () => {
    const kinds = [
      FrameKind.Challenge,
      FrameKind.Hello,
      FrameKind.Welcome,
      FrameKind.Refused,
      FrameKind.Data,
      FrameKind.Ack,
      FrameKind.Ping,
      FrameKind.Bye,
    ];
    expect(kinds).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([DATA_OVERHEAD_BYTES, MOST_HANDSHAKE_BYTES, PACKET_BYTES]).toEqual([13, 65_536, 65_536]);
  });

  it('are a kind, a length and the parts one after another', () => {
    const frame = frameOf(FrameKind.Bye, Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3));
    expect([...frame]).toEqual([8, 3, 0, 0, 0, 1, 2, 3]);
  });

  it('are at most a packet and a message, and at least a handshake, plus overhead', () => {
    expect(mostPacketBytes(1000)).toBe(1000 + 65_536 + 1024);
    expect(mostPacketBytes(-5000)).toBe(65_536 + 1024);
  });
});

describe('a cursor over the frames of a packet', () => {
  it('has no frame before there is a packet, or in an empty one', () => {
    const cursor = new FrameCursor(() => 0);
    expect(cursor.next()).toBe(false);
    cursor.load(new Uint8Array(0));
    expect(cursor.next()).toBe(false);
  });

  it('moves from frame to frame, and starts over with each packet', () => {
    const packet = Buffer.concat([frameOf(FrameKind.Ping), frameOf(FrameKind.Ack, Uint8Array.of(9, 0, 0, 0))]);
    const cursor = cursorOver(packet);
    for (let time = 0; time < 2; time++) {
      expect(cursor.next()).toBe(true);
      expect([cursor.kind, cursor.start, cursor.end]).toEqual([FrameKind.Ping, 5, 5]);
      expect(cursor.next()).toBe(true);
      expect([cursor.kind, cursor.start, cursor.end]).toEqual([FrameKind.Ack, 10, 14]);
      expect(cursor.sequenceAt(0)).toBe(9);
      expect(cursor.next()).toBe(false);
      cursor.load(packet);
    }
  });

  it('reads packets that lie within a larger buffer', () => {
    const packet = Buffer.concat([
      Buffer.of(99, 99, 99),
      frameOf(FrameKind.Ack, Uint8Array.of(7, 1, 0, 0)),
      Buffer.of(99),
    ]);
    const cursor = cursorOver(packet.subarray(3, packet.length - 1));
    expect([cursor.next(), cursor.sequenceAt(0), cursor.next()]).toEqual([true, 263, false]);
  });

  it('accepts a frame of the greatest length for its kind, and none that is a byte longer', () => {
    const most = (kind: number): number => (kind === FrameKind.Data ? 4 : 3);
    expect(cursorOver(frameOf(FrameKind.Data, new Uint8Array(4)), most).next()).toBe(true);
    expect(cursorOver(frameOf(FrameKind.Bye, new Uint8Array(3)), most).next()).toBe(true);
    expect(() => cursorOver(frameOf(FrameKind.Bye, new Uint8Array(4)), most).next()).toThrow(
      error('a frame of kind 8 has 4 bytes; at most 3 are allowed'),
    );
  });

  it('refuses a packet that ends inside a header, wherever that begins', () => {
    for (const before of [0, 1, 2]) {
      const pings = Array.from({ length: before }, () => frameOf(FrameKind.Ping));
      const cursor = cursorOver(Buffer.concat([...pings, Buffer.of(7, 0, 0, 0)]));
      for (const ping of pings) expect([cursor.next(), cursor.end % ping.length]).toEqual([true, 0]);
      expect(() => cursor.next()).toThrow(error('a packet ends inside the header of a frame'));
    }
  });

  it('refuses a frame that extends beyond its packet, even by a byte', () => {
    const frame = frameOf(FrameKind.Data, new Uint8Array(4));
    expect(() => cursorOver(frame.subarray(0, 8)).next()).toThrow(error('a frame of kind 5 extends beyond its packet'));
  });

  it('reads a number only if all four bytes belong to the frame', () => {
    const cursor = cursorOver(
      Buffer.concat([frameOf(FrameKind.Data, Buffer.of(0, 0, 255, 255, 255, 255, 0)), Buffer.of(7, 0, 0, 0, 0)]),
    );
    cursor.next();
    expect(cursor.sequenceAt(2)).toBe(2 ** 32 - 1);
    expect(cursor.sequenceAt(3)).toBe(2 ** 24 - 1);
    expect(() => cursor.sequenceAt(4)).toThrow(error('a frame of kind 5 is too short'));
  });
});
