import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayQueue } from '../../src/session/replay-queue.js';

/** Bytes of the heap that are in use. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

function added(queue: ReplayQueue, length: number): Uint8Array {
  const frame = new Uint8Array(length);
  queue.add(frame);
  return frame;
}

describe('the queue of unconfirmed messages', () => {
  it('behaves like an array with two marks', () => {
    const command = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), size: fc.nat(100) }),
      fc.record({ kind: fc.constant('take' as const), size: fc.nat(5) }),
      fc.record({ kind: fc.constant('acknowledge' as const), size: fc.integer({ min: -2, max: 8 }) }),
      fc.record({ kind: fc.constant('rewind' as const), size: fc.nat(0) }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => {
        const queue = new ReplayQueue();
        const all: Uint8Array[] = [];
        let [acknowledged, taken] = [0, 0];
        for (const { kind, size } of commands) {
          if (kind === 'add') {
            all.push(new Uint8Array(size));
            queue.add(all[all.length - 1]);
          } else if (kind === 'take') {
            for (let left = size; left > 0; left--) {
              expect(queue.peek()).toBe(all[taken]);
              queue.take();
              taken = Math.min(all.length, taken + 1);
            }
          } else if (kind === 'acknowledge') {
            const number = acknowledged + size;
            const isTrue = number >= acknowledged && number <= taken;
            expect(queue.acknowledge(number)).toBe(isTrue);
            if (isTrue) acknowledged = number;
          } else {
            queue.rewind();
            taken = acknowledged;
          }
          const bytes = (from: number): number => all.slice(from).reduce((sum, { length }) => sum + length, 0);
          expect(queue).toMatchObject({ acknowledged, taken, last: all.length, waitingBytes: bytes(taken) });
          expect(queue.bytes).toBe(bytes(acknowledged) + 64 * (all.length - acknowledged));
        }
      }),
    );
  });

  it('keeps no memory of what was confirmed', async () => {
    const queue = new ReplayQueue();
    const frame = new Uint8Array(1);
    const pass = (count: number): void => {
      for (let left = count; left > 0; left--) {
        queue.add(frame);
        queue.take();
        queue.acknowledge(queue.last);
      }
    };
    pass(10_000);
    const before = heapBytes();
    pass(500_000);
    // A slot for each would take 4 MB.
    expect(heapBytes() - before).toBeLessThan(2 ** 20);

    const message = new WeakRef(added(queue, 1000));
    added(queue, 1);
    queue.take();
    queue.acknowledge(queue.taken);
    // What a reference was made to stays until the end of the turn.
    await turn();
    heapBytes();
    expect(message.deref()).toBeUndefined();
  });

  it('releases what was confirmed, however long it lives', () => {
    const queue = new ReplayQueue();
    for (let number = 1; number <= 10_000; number++) {
      queue.add(Uint8Array.of(number & 255));
      queue.take();
      expect(queue.acknowledge(number)).toBe(true);
      expect(queue.bytes).toBe(0);
    }
    queue.add(Uint8Array.of(7));
    expect(queue.peek()).toEqual(Uint8Array.of(7));
    expect(queue.last).toBe(10_001);
  });

  it('resends what it has kept, after a part was confirmed', () => {
    const queue = new ReplayQueue();
    for (const size of [1, 10, 100]) queue.add(new Uint8Array(size));
    for (let count = 0; count < 3; count++) queue.take();
    expect(queue.acknowledge(1)).toBe(true);
    queue.rewind();
    expect(queue).toMatchObject({ acknowledged: 1, taken: 1, last: 3, waitingBytes: 110, bytes: 110 + 2 * 64 });
    expect(queue.peek()).toHaveLength(10);
  });

  it('keeps counting after everything was dropped at once', () => {
    const queue = new ReplayQueue();
    for (const size of [1, 2, 3]) queue.add(new Uint8Array(size));
    queue.take();
    queue.acknowledge(1);
    queue.clear();
    expect(queue).toMatchObject({ acknowledged: 3, taken: 3, last: 3, waitingBytes: 0, bytes: 0 });
    expect(queue.peek()).toBeUndefined();
    queue.take();
    queue.add(new Uint8Array(7));
    expect(queue).toMatchObject({ acknowledged: 3, taken: 3, last: 4, waitingBytes: 7, bytes: 7 + 64 });
    queue.take();
    expect([queue.acknowledge(5), queue.acknowledge(4)]).toEqual([false, true]);
  });
});
