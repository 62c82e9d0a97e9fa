import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inbound } from '../../src/shared-memory/inbound.js';
import { Outbound } from '../../src/shared-memory/outbound.js';
import { RecordKind } from '../../src/shared-memory/record.js';
import { RingReader } from '../../src/shared-memory/ring-reader.js';
import { RingWriter } from '../../src/shared-memory/ring-writer.js';
import { createSharedMemory, ringMemory } from '../../src/shared-memory/shared-memory-area.js';

function ring(ringBytes = 64) {
  return ringMemory(createSharedMemory(2, { ringBytes }), 0, 1);
}

describe('a ring', () => {
  it('is a bounded queue of bytes, even when its counters overflow', () => {
    const step = fc.record({ write: fc.nat(100), read: fc.nat(100), publish: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(0, 2 ** 31 - 70, -70), (steps, start) => {
        const memory = ring();
        Atomics.store(memory.head, 0, start);
        Atomics.store(memory.tail, 0, start);
        const [writer, reader] = [new RingWriter(memory), new RingReader(memory)];
        const queue: number[] = [];
        let [published, next] = [0, 0];
        for (const { write, read, publish } of steps) {
          const bytes = Uint8Array.from({ length: write }, () => next++);
          const written = writer.write(bytes, 0);
          expect(written).toBe(Math.min(write, 64 - queue.length));
          queue.push(...bytes.subarray(0, written));
          if (publish) writer.publish();
          if (publish) published = queue.length;
          expect(reader.look()).toBe(published);
          const into = new Uint8Array(Math.min(read, published) + 2);
          reader.read(into, 1, into.length - 2);
          reader.release();
          expect([...into]).toEqual([0, ...queue.splice(0, into.length - 2), 0]);
          published -= into.length - 2;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('carries records of any size in order, however little is read and pushed at a time', () => {
    const step = fc.oneof(
      fc.record({ send: fc.nat(300) }),
      fc.constantFrom({ push: true } as const, { receive: true } as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const memory = ring();
        const outbound = new Outbound(new RingWriter(memory));
        let [sent, received, rooms] = [0, 0, 0];
        const lengths: number[] = [];
        const inbound = new Inbound(0, new RingReader(memory), () => rooms++, 1000);
        const receive = (): void => {
          inbound.look();
          for (let content = inbound.next(); content !== undefined; content = inbound.next()) {
            expect(inbound.kind).toBe(RecordKind.Message);
            expect([...content]).toEqual(Array<number>(lengths[received]).fill(received % 256));
            received++;
          }
        };
        for (const todo of steps) {
          if ('receive' in todo) {
            receive();
            continue;
          }
          rooms = 0;
          if ('push' in todo) outbound.push();
          else {
            lengths.push(todo.send);
            outbound.send(RecordKind.Message, new Uint8Array(todo.send).fill(sent++));
          }
        }
        while (outbound.isWaiting) {
          receive();
          expect(rooms).toBeGreaterThan(0);
          expect(outbound.push()).toBe(true);
          rooms = 0;
        }
        receive();
        expect(received).toBe(sent);
      }),
      { numRuns: 500 },
    );
  });

  it('notifies its writer of room only if asked to', () => {
    const memory = ring();
    const outbound = new Outbound(new RingWriter(memory));
    let rooms = 0;
    const inbound = new Inbound(0, new RingReader(memory), () => rooms++, 1000);
    outbound.send(RecordKind.Message, new Uint8Array(10));
    inbound.look();
    inbound.next();
    expect(rooms).toBe(0);
    outbound.send(RecordKind.Message, new Uint8Array(100));
    inbound.look();
    inbound.next();
    expect(rooms).toBe(1);
    outbound.push();
    inbound.look();
    expect(inbound.next()).toHaveLength(100);
    expect(rooms).toBe(1);
  });

  it('refuses a record that is too long, or of an unknown kind', () => {
    const memory = ring();
    const writer = new RingWriter(memory);
    const inbound = new Inbound(7, new RingReader(memory), () => {}, 1000);
    writer.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0);
    writer.publish();
    inbound.look();
    expect(() => inbound.next()).toThrow(expect.objectContaining({ code: 'FRAME_INVALID' }));
    expect(() => inbound.discard()).not.toThrow();
    expect(inbound.look()).toBe(false);
  });
});

describe('an area of shared memory', () => {
  it('can be cloned, and has separate memory for each ring', () => {
    const area = structuredClone(createSharedMemory(3, { ringBytes: 64 }));
    const ends = [0, 1, 2].flatMap((from) => [0, 1, 2].filter((to) => to !== from).map((to) => [from, to] as const));
    ends.forEach(([from, to], index) => ringMemory(area, from, to).data.fill(index + 1));
    ends.forEach(([from, to], index) => {
      const { data, head, tail } = ringMemory(area, from, to);
      expect([...new Set(data)]).toEqual([index + 1]);
      expect([head[0], tail[0], tail[1]]).toEqual([0, 0, 0]);
    });
  });

  it.each([
    [0, 64],
    [1.5, 64],
    [2, 32],
    [2, 65],
    [2, 2 ** 31],
  ])('cannot be created for %d workers with rings of %d bytes', (workers, ringBytes) => {
    expect(() => createSharedMemory(workers, { ringBytes })).toThrow(
      expect.objectContaining({ code: 'SHARED_MEMORY_INVALID' }),
    );
  });
});
