import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealPayload } from '../../src/payload/seal-payload.js';
import { payloads } from './payloads.js';

describe('sealPayload', () => {
  it('keeps the value, whatever it is', () => {
    fc.assert(
      fc.property(payloads(), (payload) => {
        const before: unknown = deserialize(serialize(payload));
        expect(sealPayload(payload)).toEqual(before);
        expect(payload).toEqual(before);
      }),
    );
  });

  it('leaves the sender nothing to change in what the receivers have', () => {
    fc.assert(
      fc.property(payloads(), (payload) => {
        const sealed = sealPayload(payload);
        const parts = new Set(objects(payload));
        for (const part of objects(sealed))
          expect((Object.isFrozen(part) && isPlain(part)) || !parts.has(part)).toBe(true);
        for (const part of [...parts, ...objects(sealed)]) if (isPlain(part)) expect(Object.isFrozen(part)).toBe(true);
      }),
    );
  });

  it('passes plain payloads on as they are, frozen', () => {
    const payload = { lines: [{ price: 1 }] };
    expect(sealPayload(payload)).toBe(payload);
    expect(() => payload.lines[0].price++).toThrow(TypeError);
    expect(() => payload.lines.push({ price: 2 })).toThrow(TypeError);
  });

  it('copies values that cannot be frozen', () => {
    const payload = {
      times: new Float64Array([1, 2]),
      at: new Date(5),
      stock: new Map([['a', [1]]]),
      seen: new Set([1]),
    };
    const sealed = sealPayload(payload);
    payload.times[0] = 9;
    payload.at.setTime(9);
    payload.stock.set('b', []);
    payload.seen.clear();
    expect(sealed).toEqual({
      times: new Float64Array([1, 2]),
      at: new Date(5),
      stock: new Map([['a', [1]]]),
      seen: new Set([1]),
    });
    expect(() => payload.stock.get('a')?.push(2)).toThrow(TypeError);
    expect(() => sealed.stock.get('a')?.push(2)).toThrow(TypeError);
    expect(Object.isFrozen(payload)).toBe(true);
  });

  it('copies only the part of a typed array that is sent, and can seal a payload again', () => {
    const sealed = sealPayload([new Uint8Array(new ArrayBuffer(1000), 10, 2)]);
    expect(sealed[0].buffer.byteLength).toBe(2);
    expect(sealPayload(sealed)).toEqual(sealed);
  });
});

function isPlain(value: object): boolean {
  return (
    Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
  );
}

/** Every object in a payload, including the payload itself. */
function objects(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  if (ArrayBuffer.isView(value)) return [value];
  if (value instanceof Map) return [value, ...[...value.keys(), ...value.values()].flatMap(objects)];
  if (value instanceof Set) return [value, ...[...value].flatMap(objects)];
  return [value, ...Object.values(value).flatMap(objects)];
}
