import { EVENT_WORDS } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../src/exchange/outbox.js';

/** The events as a receiver reads them from the words of a message. */
function read({ count, words, highCounters, payloads }: Outbox): unknown[] {
  const view = new DataView(words.buffer);
  return Array.from({ length: count }, (_, index) => {
    const at = index * EVENT_WORDS * 4;
    const low = view.getUint32(at + 16, true);
    return {
      epoch: view.getFloat64(at, true),
      to: view.getInt32(at + 8, true),
      from: view.getInt32(at + 12, true),
      counter: low + (highCounters?.[index] ?? 0) * 2 ** 32,
      payload: payloads === undefined ? null : payloads[index],
    };
  });
}

const event = (index: number, counter = index, payload: unknown = null) => ({
  epoch: index / 3,
  to: index % 7,
  from: index % 5,
  counter,
  payload,
});

function filled(events: readonly ReturnType<typeof event>[], outbox = new Outbox()): Outbox {
  for (const { epoch, to, from, counter, payload } of events) outbox.add(epoch, to, from, counter, payload);
  return outbox;
}

describe('an outbox', () => {
  it.each([0, 1, 63, 64, 65, 128, 129, 1000])('holds %i events in the layout of a message', (count) => {
    const events = Array.from({ length: count }, (_, index) => event(index));
    const outbox = filled(events);
    expect(read(outbox)).toEqual(events);
    expect([outbox.highCounters, outbox.payloads]).toEqual([undefined, undefined]);
  });

  it.each([0, 5, 63, 64, 100, 200])('lists payloads from the first that is not null, here event %i', (first) => {
    const events = Array.from({ length: first + 3 }, (_, index) => event(index, index, index === first ? 'it' : null));
    const { payloads, ...outbox } = filled(events);
    expect(payloads).toHaveLength(events.length);
    expect(read({ ...outbox, payloads } as Outbox)).toEqual(events);
  });

  it.each([0, 5, 63, 64, 127, 128, 200])(
    'has high words for counters of at least 2^32, here from event %i',
    (first) => {
      const events = Array.from({ length: 260 }, (_, index) =>
        event(index, index < first ? 2 ** 32 - 1 : 2 ** 32 * (1 + (index % 3)) + index - first),
      );
      const outbox = filled(events);
      expect(read(outbox)).toEqual(events);
      expect(filled(events.slice(0, first)).highCounters).toBeUndefined();
    },
  );

  it('retains nothing after being cleared', () => {
    const outbox = filled([event(1, 2 ** 40, 'a'), event(2)]);
    outbox.clear();
    expect(read(outbox)).toEqual([]);
    expect(read(filled([event(3)], outbox))).toEqual([event(3)]);
    expect([outbox.highCounters, outbox.payloads]).toEqual([undefined, undefined]);
  });
});
