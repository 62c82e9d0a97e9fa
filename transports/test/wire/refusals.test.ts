import { describe, expect, it } from 'vitest';
import { ExchangeMessage } from '@disco-engine/kernel';
import { MessageCodec } from '@disco-engine/transports';
import { messageWith, WORKERS } from './messages.js';

const codec = new MessageCodec(WORKERS);

describe('a message that cannot be sent', () => {
  class Order {
    price = 1;
  }
  const cycle: unknown[] = [];
  cycle.push({ back: cycle, again: cycle });
  const deep = Array.from({ length: 1001 }).reduce((inner: unknown) => [inner], []);
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'payload is undefined; use null'],
    ['a hole', Object.assign(Array<unknown>(3), [1]), 'payload[1] is a hole in an array; use null'],
    ['a function', { price: [() => 1] }, 'payload.price[0] is a function'],
    ['a class instance', new Order(), 'payload is an instance of Order; send plain data instead'],
    ['a Buffer', Buffer.alloc(2), 'payload is an instance of Buffer; send plain data instead'],
    ['a boxed number', [Object(1)], 'payload[0] is an instance of Number; send plain data instead'],
    ['a RegExp', new Map([[1, /x/]]), 'payload.values()[0] is an instance of RegExp; send plain data instead'],
    [
      'shared memory',
      new Int8Array(new SharedArrayBuffer(1)),
      'payload is a typed array on shared memory; send a copy',
    ],
    ['a cycle', cycle, 'payload[0].back is a cycle: an object that contains itself'],
    ['too many levels', deep, 'is nested more than 1000 levels deep'],
  ])('has %s as a payload', (_, payload, text) => {
    const encode = (): unknown => codec.encode(messageWith([null, payload]));
    expect(encode).toThrow(expect.objectContaining({ code: 'PAYLOAD_INVALID' }));
    expect(encode).toThrow(text);
    expect(encode).toThrow('event 2 of 2');
  });

  it.each([
    [{ maxFrameBytes: 5000 }, messageWith(['x'.repeat(5000)]), /at least 50\d\d bytes, but maxFrameBytes is 5000/],
    [{ maxFrameBytes: 40 }, messageWith([1, 2]), /bytes, but maxFrameBytes is 40/],
    [{ maxEvents: 2 }, messageWith([1, 2, 3]), '3 events, but maxEvents is 2'],
    [
      { maxValues: 9 },
      messageWith([[1, 2, 3, 4], { a: 1, b: 2 }]),
      'at least 10 values in payloads, but maxValues is 9',
    ],
  ])('is larger than %j', (limits, message, text) => {
    const encode = (): unknown => new MessageCodec(WORKERS, limits).encode(message);
    expect(encode).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LARGE' }));
    expect(encode).toThrow(text);
  });

  it('would never end, because one object occurs in many places', () => {
    let payload: unknown = [];
    for (let level = 0; level < 100; level++) payload = [payload, payload];
    expect(() => codec.encode(messageWith([payload]))).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LARGE' }));
  });

  it('leaves the codec intact', () => {
    expect(() => codec.encode(messageWith([() => 1]))).toThrow('a function');
    const arrived = new ExchangeMessage(WORKERS);
    codec.decode(codec.encode(messageWith(['fine'])), arrived);
    expect(arrived.payloads).toEqual(['fine']);
  });
});

describe('a frame', () => {
  it('may be as large as the limit, and no larger', () => {
    const message = messageWith([1, 2, 3]);
    const { length } = codec.encode(message);
    expect(new MessageCodec(WORKERS, { maxFrameBytes: length }).encode(message)).toHaveLength(length);
    const smaller = new MessageCodec(WORKERS, { maxFrameBytes: length - 1 });
    expect(() => smaller.encode(message)).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LARGE' }));
    const decode = (): void => smaller.decode(codec.encode(message), new ExchangeMessage(WORKERS));
    expect(decode).toThrow(expect.objectContaining({ code: 'FRAME_INVALID' }));
  });

  it.each([
    ['of another version', (frame: Uint8Array) => frame.fill(9, 1, 2), 'at byte 1 there is version 9, not 2'],
    [
      'that is not a frame',
      (frame: Uint8Array) => frame.fill(9, 0, 1),
      'at byte 0 there is not the first byte of a frame',
    ],
    [
      'of a run of a different size',
      (frame: Uint8Array) => frame.fill(9, 3, 4),
      'at byte 3 there is a run of 7 workers, not 3',
    ],
    ['with an unknown flag', (frame: Uint8Array) => frame.fill(99, 2, 3), 'at byte 2 there is an unknown flag'],
    ['cut short', (frame: Uint8Array) => frame.subarray(0, 4), 'a frame of 4 bytes is not a message: at byte 4'],
    ['with extra bytes', (frame: Uint8Array) => Uint8Array.of(...frame, 0), 'there are 9 bytes for 1 numbers'],
  ])('%s is refused', (_, change, text) => {
    const frame = codec.encode(messageWith([7]));
    const decode = (): void => codec.decode(change(frame), new ExchangeMessage(WORKERS));
    expect(decode).toThrow(expect.objectContaining({ code: 'FRAME_INVALID' }));
    expect(decode).toThrow(text);
  });

  it('needs valid limits', () => {
    expect(() => new MessageCodec(2, { maxEvents: 0, maxFrameBytes: NaN })).toThrow(
      expect.objectContaining({ code: 'LIMITS_INVALID', problems: [expect.anything(), expect.anything()] }),
    );
  });
});
