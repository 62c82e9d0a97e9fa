import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPayload, ExchangeMessage } from '@disco-engine/kernel';
import { MessageCodec } from '@disco-engine/transports';
import { messages, messageWith, said, WORKERS } from './messages.js';
import { described, payloads, plainPayloads } from './values.js';

const codec = new MessageCodec(WORKERS);

describe('a message on the wire', () => {
  it('is unchanged by a round trip', () => {
    const arrived = new ExchangeMessage(WORKERS);
    const sent = fc.oneof(messages(), messages(plainPayloads()), messages(fc.double()), messages(fc.constant(null)));
    fc.assert(
      fc.property(sent, (message) => {
        codec.decode(codec.encode(message), arrived);
        expect(said(arrived)).toEqual(said(message));
      }),
      { numRuns: 3000 },
    );
  });

  it('is also read from the middle of a Buffer at any offset', () => {
    fc.assert(
      fc.property(messages(), fc.nat(9), (message, offset) => {
        const frame = codec.encode(message);
        const buffer = Buffer.alloc(frame.length + 20, 0xff);
        buffer.set(frame, offset);
        const arrived = new ExchangeMessage(WORKERS);
        codec.decode(buffer.subarray(offset, offset + frame.length), arrived);
        buffer.fill(0);
        expect(said(arrived)).toEqual(said(message));
      }),
      { numRuns: 500 },
    );
  });

  it('takes 20 bytes per event without payload, and a few for the rest', () => {
    const message = messageWith([], 1000, 2);
    Object.assign(message, { total: 1e6, promiseEpoch: 12.375, boundEpoch: 12.25, nextEpoch: 12.125, nextPlace: 1e5 });
    message.sent.set([0, 1e6]);
    message.received.set([1e6, 0]);
    const small = new MessageCodec(2);
    const header = small.encode(message).length;
    expect(header).toBeLessThan(60);
    message.count = 500;
    message.words = new Int32Array(2500);
    message.payloads = Array(500).fill(null);
    expect(small.encode(message).length).toBeLessThanOrEqual(header + 1 + 500 * 20);
  });

  it('fills existing memory', () => {
    const arrived = new ExchangeMessage(WORKERS);
    arrived.words = new Int32Array(50);
    const { words, sent } = arrived;
    codec.decode(codec.encode(messageWith([1, 2, 3])), arrived);
    expect(arrived.words).toBe(words);
    expect(arrived.sent).toBe(sent);
    codec.decode(codec.encode(messageWith(Array(40).fill(null))), arrived);
    expect(arrived.words.length).toBeGreaterThanOrEqual(200);
  });

  it('is a separate array for each message', () => {
    const first = codec.encode(messageWith(['first']));
    const copy = Uint8Array.from(first);
    codec.encode(messageWith(['other']));
    expect(Uint8Array.from(first)).toEqual(copy);
  });

  it('carries -0 as such, alone and inside of a payload', () => {
    const arrived = new ExchangeMessage(WORKERS);
    for (const payload of [-0, [-0], { zero: -0 }, Float64Array.of(-0)]) {
      codec.decode(codec.encode(messageWith([payload])), arrived);
      expect(arrived.payloads).toStrictEqual([payload]);
    }
  });

  it('has the keys of records once, however many records there are', () => {
    const record = (units: number): object => ({ article: 'bolt', units });
    const size = (list: readonly unknown[]): number => codec.encode(messageWith(list)).length;
    expect(size([record(1), record(2), record(3)]) - size([record(1), record(2)])).toBe(20 + 1 + 1 + 6 + 1);
    expect(size([record(1), { units: 1, article: 'bolt' }]) - size([record(1), record(1)])).toBe(1 + 7 + 9);
  });

  it('has records of more shapes than are remembered', () => {
    const records = Array.from({ length: 200 }, (_, index) => ({ [`key ${index % 100}`]: index }));
    const arrived = new ExchangeMessage(WORKERS);
    codec.decode(codec.encode(messageWith(records)), arrived);
    expect(arrived.payloads).toEqual(records);
  });

  it('may be nested as deeply as a payload, in lists and in Maps', () => {
    let [list, map]: [unknown, unknown] = [1, '\ud800'];
    for (let level = 0; level <= 1000; level++) {
      list = [list];
      map = new Map([[1, map]]);
    }
    expect([checkPayload(list), checkPayload(map)]).toEqual([undefined, undefined]);
    const arrived = new ExchangeMessage(WORKERS);
    codec.decode(codec.encode(messageWith([list])), arrived);
    expect(described(arrived.payloads)).toEqual(described([list]));
    codec.decode(codec.encode(messageWith([map])), arrived);
    expect(described(arrived.payloads)).toEqual(described([map]));
  });

  it('carries one object in two places, and all of a large list', () => {
    const shared = { at: new Date(7), lines: Array.from({ length: 100_000 }, (_, index) => index / 3) };
    const arrived = new ExchangeMessage(WORKERS);
    codec.decode(codec.encode(messageWith([shared, [shared, shared]])), arrived);
    expect(described(arrived.payloads)).toEqual(described([shared, [shared, shared]]));
  });

  it('carries only the visible part of a view, in separate memory', () => {
    const arrived = new ExchangeMessage(WORKERS);
    const whole = Float64Array.of(1, 2, 3, 4);
    const frame = codec.encode(messageWith([whole.subarray(1, 3), new Uint8Array()]));
    codec.decode(frame, arrived);
    const [view] = arrived.payloads as Float64Array[];
    expect(view).toEqual(Float64Array.of(2, 3));
    expect(view.buffer.byteLength).toBe(16);
    frame.fill(0);
    expect(view).toEqual(Float64Array.of(2, 3));
  });

  it('carries typed arrays of every size, in separate memory', () => {
    const arrived = new ExchangeMessage(WORKERS);
    for (const Class of [Float64Array, Int32Array, Uint8Array, BigInt64Array])
      for (const length of [0, 1, 8, 9, 16, 17, 128, 129, 256, 257, 5000]) {
        const array = new Class(length);
        new Uint8Array(array.buffer).fill(65);
        codec.decode(codec.encode(messageWith([array])), arrived);
        const [copy] = arrived.payloads as (typeof array)[];
        expect(copy).toEqual(array);
        expect(copy.buffer.byteLength).toBe(array.byteLength);
      }
  });

  it('returns payloads that may be sent on', () => {
    const arrived = new ExchangeMessage(WORKERS);
    fc.assert(
      fc.property(fc.array(payloads(), { minLength: 1, maxLength: 4 }), (values) => {
        codec.decode(codec.encode(messageWith(values)), arrived);
        for (const value of arrived.payloads ?? []) expect(checkPayload(value)).toBeUndefined();
      }),
    );
  });
});
