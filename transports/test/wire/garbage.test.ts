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
    expect(outcome(withPayload([0x92, 0x81, 0xa1, 0x61, 0xc3, 0x7f], ['']), arrived)).toBe('decoded');
    expect(arrived.payloads).toEqual([[{ a: true }, 127]]);
    expect(outcome(withPayload([0x93, 0x01, 0xa1, 0x61, 0x92, 0x07, 0xc4, 0x01, 0xff], ['\ud800']), arrived)).toBe(
      'decoded',
    );
    expect(arrived.payloads).toEqual([{ a: Int8Array.of(-1) }]);
  });

  it.each<[string, number[]]>([
    ['a list of four billion', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['an object of four billion', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['a string of four billion bytes', [0xdb, 0xff, 0xff, 0xff, 0xff]],
    ['bytes in a block without tags', [0xc4, 0x00]],
    ['an Error', [0xd4, 0x65, 0x00, 0x92, 0xa0, 0xa0]],
    ['a RegExp', [0xd4, 0x78, 0x00, 0x92, 0xa1, 0x78, 0xa0]],
    ['a Set', [0xd4, 0x73, 0x00, 0x90]],
    ['the definition of a record', [0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61, 0x01]],
    ['a pointer', [0xd6, 0x69, 0, 0, 0, 0, 0x91, 0xd6, 0x70, 0, 0, 0, 0]],
    ['undefined', [0xd4, 0x00, 0x00]],
    ['the byte that is never used', [0xc1]],
    ['a key that is not a string', [0x81, 0x01, 0x01]],
    ['a short float', [0xca, 0, 0, 0, 0]],
    ['a 64-bit integer', [0xd3, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['two payloads for one event', [0x01, 0x01]],
    ['no payload', []],
    ['three thousand levels', [...Array<number>(3000).fill(0x91), 0x01]],
  ])('refuses a payload that is %s', (_, bytes) => {
    expect(outcome(withPayload(bytes, ['']), new ExchangeMessage(WORKERS))).toBe('FRAME_INVALID');
  });

  it.each<[string, number[]]>([
    ['a list without a tag', [0x90]],
    ['a list with an unknown tag', [0x91, 0x63]],
    ['a string as a tag', [0x91, 0xa0]],
    ['bytes without a tag', [0xc4, 0x00]],
    ['an object', [0x80]],
    ['a record with half an entry', [0x92, 0x01, 0xa0]],
    ['a record with a list as a key', [0x93, 0x01, 0x91, 0x00, 0x01]],
    ['a Map with half an entry', [0x92, 0x02, 0xa0]],
    ['a Date without time', [0x92, 0x04, 0xa0]],
    ['a bigint that is a number', [0x92, 0x05, 0x01]],
    ['a bigint that is not a number in text form', [0x92, 0x05, 0xa3, 0x30, 0x78, 0x67]],
    ['a string without bytes', [0x92, 0x06, 0xa0]],
    ['a typed array without bytes', [0x92, 0x07, 0xa0]],
    ['half an element of a typed array', [0x92, 0x0f, 0xc4, 0x03, 1, 2, 3]],
  ])('refuses a tagged payload that is %s', (_, bytes) => {
    expect(outcome(withPayload(bytes, ['\ud800']), new ExchangeMessage(WORKERS))).toBe('FRAME_INVALID');
  });

  it('accepts no more values than the limit, even at a few bytes each', () => {
    const many = withPayload([0xdd, 0, 0x20, 0, 0, ...Array<number>(2 ** 21).fill(0x90)], ['']);
    expect(outcome(many, new ExchangeMessage(WORKERS))).toBe('FRAME_INVALID');
  });
});

/** A frame with one event, whose payload consists of these bytes; it is tagged if the sample needs tags. */
function withPayload(bytes: readonly number[], sample: readonly unknown[]): Uint8Array {
  const frame = codec.encode(messageWith(sample));
  const start = codec.encode(messageWith([null])).length;
  return Uint8Array.from([...frame.subarray(0, start), 0x91, ...bytes]);
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
      const token = [0xdd, 0xdf, 0xdb, 0xc6, 0xdc, 0xde, 0xda, 0xc9][random.below(8)];
      return Uint8Array.of(...frame.subarray(0, at), token, 255, 255, 255, 255, ...frame.subarray(at + 1));
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
