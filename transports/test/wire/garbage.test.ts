import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPayload, DiscoError, ExchangeMessage } from '@disco-engine/kernel';
import { MessageCodec } from '@disco-engine/transports';
import { messages, messageWith, WORKERS } from './messages.js';
import { payloads, plainPayloads } from './values.js';

const codec = new MessageCodec(WORKERS);

describe('the decoder of frames', () => {
  it('refuses a frame that was cut at any byte', () => {
    const arrived = new ExchangeMessage(WORKERS);
    fc.assert(
      fc.property(fc.oneof(messages(), messages(plainPayloads())), (message) => {
        const frame = codec.encode(message);
        const step = Math.max(1, Math.floor(frame.length / 500));
        for (let length = 0; length < frame.length; length += step)
          expect(outcome(frame.subarray(0, length), arrived)).toBe('FRAME_INVALID');
      }),
      { numRuns: 100 },
    );
  });

  it('decodes a damaged frame or reports that it is invalid, and retains nothing', () => {
    const frames = samples();
    const random = new Xorshift(20_261_124);
    const arrived = new ExchangeMessage(WORKERS);
    const seen = new Map<string, number>();
    const round = (times: number): void => {
      for (let time = 0; time < times; time++) {
        const result = outcome(damaged(frames, random), arrived);
        seen.set(result, (seen.get(result) ?? 0) + 1);
      }
    };
    round(20_000);
    const before = memory();
    round(100_000);
    expect(memory() - before).toBeLessThan(100e6);
    expect([...seen.keys()].sort()).toEqual(['FRAME_INVALID', 'decoded']);
    for (const times of seen.values()) expect(times).toBeGreaterThan(1000);
  });

  it('accepts payloads made of valid bytes', () => {
    const arrived = new ExchangeMessage(WORKERS);
    expect(outcome(withPayload([9, 2, 12, 0, 1, 5, 1, 0x61, 2, 64 + 127]), arrived)).toBe('decoded');
    expect(arrived.payloads).toEqual([[{ a: true }, 127]]);
    expect(outcome(withPayload([12, 0, 1, 5, 1, 0x61, 32, 1, 0xff]), arrived)).toBe('decoded');
    expect(arrived.payloads).toEqual([{ a: Int8Array.of(-1) }]);
  });

  const HUGE = [0xff, 0xff, 0xff, 0xff, 0x0f];
  it.each<[string, number[]]>([
    ['a list of four billion', [9, ...HUGE]],
    ['a Map of four billion', [10, ...HUGE]],
    ['a Set of four billion', [11, ...HUGE]],
    ['a record of four billion', [12, 0, ...HUGE]],
    ['a text of four billion bytes', [5, ...HUGE]],
    ['a wide text of four billion bytes', [6, ...HUGE]],
    ['an array of four billion bytes', [33, ...HUGE]],
    ['a size that never ends', [9, ...Array<number>(20).fill(0xff)]],
    ['a tag without meaning', [13]],
    ['a typed array of no class', [63, 0]],
    ['half an element of a typed array', [40, 3, 1, 2, 3]],
    ['a record of an unknown shape', [12, 1, 0]],
    ['a record with a key that is no text', [12, 0, 1, 64, 0]],
    ['half a record', [12, 0, 1, 5, 1, 0x61]],
    ['half an entry of a Map', [10, 1, 64]],
    ['half a double', [4, 0, 0, 0]],
    ['half a whole number', [3, 0, 0]],
    ['a Date without time', [8]],
    ['a bigint that is a number', [7, 64]],
    ['a bigint that is not a number in text form', [7, 5, 3, 0x30, 0x78, 0x67]],
    ['two payloads for one event', [64, 64]],
    ['no payload', []],
    ['a thousand and two levels', nested(1002)],
  ])('refuses a payload that is %s', (_, bytes) => {
    expect(outcome(withPayload(bytes), new ExchangeMessage(WORKERS))).toBe('FRAME_INVALID');
  });

  it('accepts a thousand and one levels', () => {
    const bytes = nested(1001);
    expect(outcome(withPayload(bytes), new ExchangeMessage(WORKERS))).toBe('decoded');
  });

  it('accepts no more values than the limit, even at a byte each', () => {
    const many = withPayload([9, 0x80, 0x80, 0x80, 0x01, ...new Uint8Array(2 ** 21)]);
    expect(outcome(many, new ExchangeMessage(WORKERS))).toBe('FRAME_INVALID');
  });
});

/** A frame with one event, whose payload consists of these bytes. */
function withPayload(bytes: readonly number[]): Uint8Array {
  const frame = codec.encode(messageWith(['']));
  const start = codec.encode(messageWith([null])).length;
  return Uint8Array.from([...frame.subarray(0, start), ...bytes]);
}

/** A number in so many lists. */
function nested(levels: number): number[] {
  return [...Array.from({ length: levels }, () => [9, 1]).flat(), 64];
}

function outcome(frame: Uint8Array, arrived: ExchangeMessage): string {
  try {
    codec.decode(frame, arrived);
  } catch (error) {
    return error instanceof DiscoError ? error.code : String(error);
  }
  for (const payload of arrived.payloads ?? []) {
    const fault = checkPayload(payload);
    if (fault !== undefined) return `${fault.path} is ${fault.what}`;
  }
  return 'decoded';
}

function samples(): Uint8Array[] {
  const kinds = [payloads(), plainPayloads(), fc.double(), fc.constant(null)];
  const all = kinds.flatMap((kind) => fc.sample(messages(kind), { numRuns: 60, seed: 7 }));
  return all.map((message) => codec.encode(message)).filter(({ length }) => length < 4000);
}

function damaged(frames: readonly Uint8Array[], random: Xorshift): Uint8Array {
  const frame = Uint8Array.from(frames[random.below(frames.length)]);
  const at = random.below(frame.length);
  switch (random.below(7)) {
    case 0:
      frame[at] ^= 1 << random.below(8);
      return frame;
    case 1:
      for (let times = random.below(6); times >= 0; times--) frame[random.below(frame.length)] = random.below(256);
      return frame;
    case 2:
      return frame.subarray(0, at);
    case 3: {
      const other = frames[random.below(frames.length)];
      return Uint8Array.of(...frame.subarray(0, at), ...other.subarray(random.below(other.length)));
    }
    case 4:
      return frame.fill([0x00, 0x7f, 0x80, 0xff][random.below(4)], at, at + 1 + random.below(8));
    case 5: {
      // Replaces a length by an extreme one.
      const token = [5, 6, 9, 10, 11, 12, 33, 40][random.below(8)];
      return Uint8Array.of(...frame.subarray(0, at), token, 255, 255, 255, 255, 15, ...frame.subarray(at + 1));
    }
    default:
      return Uint8Array.from({ length: random.below(200) }, (_, index) =>
        index < 4 && random.below(4) > 0 ? frame[index] : random.below(256),
      );
  }
}

/** Heap and external memory after a full garbage collection. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Marsaglia's generator of 32 bits. */
class Xorshift {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }
}
