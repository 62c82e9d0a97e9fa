import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CheckedConnection, CHECKSUM_BYTES } from '../../src/session/checked-connection.js';
import { NO_EVENTS, type ConnectionEvents } from '../../src/session/connection.js';
import { crc32c } from '../../src/session/crc32c.js';
import { FakeConnection } from './fake-connection.js';

describe('the checksum', () => {
  // RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms.
  it.each([
    ['zeros', Array.from({ length: 32 }, () => 0), 0x8a9136aa],
    ['ones', Array.from({ length: 32 }, () => 255), 0x62a8ab43],
    ['increasing bytes', Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ['decreasing bytes', Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c],
    ['nine digits', [...Buffer.from('123456789')], 0xe3069283],
    ['nothing', [], 0],
  ])('is CRC-32C: %s', (_, bytes, sum) => expect(crc32c(Uint8Array.from(bytes), 0, bytes.length)).toBe(sum));

  it('gives the same sum for a part as for that part alone', () => {
    const part = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(part, part, part, (before, middle, after) => {
        const whole = Uint8Array.of(...before, ...middle, ...after);
        const sum = crc32c(whole, before.length, before.length + middle.length);
        expect(sum).toBe(crc32c(middle, 0, middle.length));
      }),
    );
  });
});

describe('a checked connection', () => {
  const make = () => {
    const bare = new FakeConnection();
    const connection = new CheckedConnection(bare);
    const events = {
      packet: vi.fn<ConnectionEvents['packet']>(),
      drained: vi.fn<ConnectionEvents['drained']>(),
      violated: vi.fn<ConnectionEvents['violated']>(),
      closed: vi.fn<ConnectionEvents['closed']>(),
    };
    connection.events = events;
    return { bare, connection, events };
  };

  it('delivers what was sent, without the checksum', () => {
    const { bare, connection, events } = make();
    for (const packet of [Buffer.from('a packet'), Buffer.alloc(0)]) {
      connection.send(packet);
      const [sent = Buffer.alloc(0)] = bare.take();
      expect(sent.length).toBe(packet.length + CHECKSUM_BYTES);
      bare.events.packet(sent);
      expect(events.packet).toHaveBeenLastCalledWith(packet);
    }
    expect(events.closed).not.toHaveBeenCalled();
  });

  it('ends at the first damaged packet, whichever bit flipped, and delivers nothing after it', () => {
    const { bare, connection } = make();
    connection.send(Buffer.from('a packet of some length'));
    const [sent = Buffer.alloc(0)] = bare.take();
    for (let bit = 0; bit < 8 * sent.length; bit++) {
      const receiver = make();
      const damaged = Buffer.from(sent);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      receiver.bare.events.packet(damaged);
      expect(receiver.events.closed.mock.calls).toEqual([['a packet arrived damaged: its checksum is wrong']]);
      expect(receiver.events.packet).not.toHaveBeenCalled();
      expect(receiver.bare).toMatchObject({ isOpen: false, events: NO_EVENTS });
    }
  });

  it.each([0, 3])('treats a packet of %i bytes as damaged', (length) => {
    const { bare, events } = make();
    bare.events.packet(Buffer.alloc(length));
    expect(events.closed).toHaveBeenCalledOnce();
  });

  it('passes everything else on', async () => {
    const { bare, connection, events } = make();
    bare.congested = true;
    expect(connection.congested).toBe(true);
    connection.trust();
    expect(bare.isTrusted).toBe(true);
    bare.events.drained();
    bare.events.closed('gone');
    expect(events.drained).toHaveBeenCalledOnce();
    expect(events.closed).toHaveBeenCalledWith('gone');
    connection.close();
    expect(bare.isClosedGently).toBe(true);
    await connection.ended;
  });
});
