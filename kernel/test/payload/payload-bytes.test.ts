import { checkPayload, PayloadBytesError, PayloadReader, PayloadWriter } from '@disco-engine/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payloads } from './payloads.js';

function bytesOf(values: readonly unknown[], writer = new PayloadWriter()): Uint8Array {
  writer.begin();
  for (const value of values) if (!writer.write(value)) throw new Error(writer.refusal);
  return writer.written().slice();
}

function valuesOf(bytes: Uint8Array, count: number): unknown[] {
  const reader = new PayloadReader();
  reader.begin(bytes);
  const values = Array.from({ length: count }, () => reader.read());
  reader.end();
  return values;
}

describe('the binary form of payloads', () => {
  it('gives equal payloads, which have the same bytes again', () => {
    const writer = new PayloadWriter();
    fc.assert(
      fc.property(fc.array(payloads(), { maxLength: 4 }), (values) => {
        const bytes = bytesOf(values, writer);
        const read = valuesOf(bytes, values.length);
        expect(read).toEqual(values);
        expect(bytesOf(read, writer)).toEqual(bytes);
      }),
    );
  });

  it('accepts what `checkPayload` accepts', () => {
    const writer = new PayloadWriter();
    class Order {
      units = 1;
    }
    const odd = fc.constantFrom<unknown>(
      undefined,
      () => 1,
      Symbol('x'),
      new Order(),
      [undefined],
      new Map([[1, /x/]]),
    );
    fc.assert(
      fc.property(fc.oneof(payloads(), odd, fc.array(fc.oneof(payloads(), odd))), (value) => {
        writer.begin();
        expect(writer.write(value)).toBe(checkPayload(value) === undefined);
        expect(writer.refusal).toBe(checkPayload(value) === undefined ? undefined : 'invalid');
      }),
    );
  });

  it('stops at the limits', () => {
    const few = new PayloadWriter(5);
    few.begin();
    expect([few.write([1, 2, 3, 4]), few.write(5), few.refusal]).toEqual([true, false, 'maxValues']);
    few.begin();
    expect([few.write({ a: 1, b: 2 }), few.refusal]).toEqual([true, undefined]);
    const short = new PayloadWriter(Infinity, 1000);
    short.begin();
    expect(short.write('x'.repeat(900))).toBe(true);
    expect(short.write(new Float64Array(100))).toBe(false);
    expect(short.refusal).toBe('maxBytes');
    expect(short.leastBytes).toBeGreaterThan(1700);
    const reader = new PayloadReader(5);
    reader.begin(bytesOf([[1, 2, 3, 4, 5]]));
    expect(() => reader.read()).toThrow('there are more values than maxValues allows');
  });

  it('tells at which byte something is wrong', () => {
    const reader = new PayloadReader();
    reader.begin(Uint8Array.of(9, 2, 64, 13));
    expect(() => reader.read()).toThrow(
      expect.objectContaining({ at: 3, what: 'there is something that is not part of any payload' }),
    );
    reader.begin(Uint8Array.of(64, 64));
    expect(reader.read()).toBe(0);
    expect(() => reader.end()).toThrow(PayloadBytesError);
  });
});
