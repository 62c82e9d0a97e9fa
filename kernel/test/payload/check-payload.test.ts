import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPayload, MAX_PAYLOAD_DEPTH } from '../../src/payload/check-payload.js';
import { payloads } from './payloads.js';

describe('checkPayload', () => {
  it('accepts everything that section 8 of the contract allows', () => {
    fc.assert(
      fc.property(payloads(), (payload) => {
        expect(checkPayload(payload)).toBeUndefined();
      }),
    );
  });

  class Order {
    price = 1;
  }
  const onSharedMemory = new Uint8Array(new SharedArrayBuffer(4));
  const cycle: unknown[] = [1];
  cycle.push({ back: cycle });
  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, 'payload', 'undefined; use null'],
    ['undefined inside', { lines: [1, { price: undefined }] }, 'payload.lines[1].price', 'undefined; use null'],
    ['a function', { 'on sale': () => 1 }, 'payload["on sale"]', 'a function'],
    ['a symbol', [Symbol('x')], 'payload[0]', 'a symbol'],
    ['a symbol as key', { [Symbol('x')]: 1 }, 'payload[Symbol(x)]', 'a property with a symbol as its key'],
    ['a class instance', { order: new Order() }, 'payload.order', 'an instance of Order; send plain data instead'],
    ['an instance without a class', Object.create({}), 'payload', 'an instance of Object; send plain data instead'],
    [
      'a nameless class',
      new (class {
        price = 1;
      })(),
      'payload',
      'an instance of a class without a name; send plain data instead',
    ],
    ['a Promise', Promise.resolve(1), 'payload', 'an instance of Promise; send plain data instead'],
    ['a RegExp', /x/, 'payload', 'an instance of RegExp; send plain data instead'],
    ['an Error', new TypeError('x'), 'payload', 'an instance of TypeError; send plain data instead'],
    ['a WeakMap', new WeakMap(), 'payload', 'an instance of WeakMap; send plain data instead'],
    ['a boxed number', Object(1), 'payload', 'an instance of Number; send plain data instead'],
    ['a Buffer', Buffer.alloc(1), 'payload', 'an instance of Buffer; send plain data instead'],
    ['an ArrayBuffer', new ArrayBuffer(1), 'payload', 'an instance of ArrayBuffer; send plain data instead'],
    ['a DataView', new DataView(new ArrayBuffer(1)), 'payload', 'an instance of DataView; send plain data instead'],
    ['shared memory', [onSharedMemory], 'payload[0]', 'a typed array on shared memory; send a copy'],
    ['a subclass', new (class Bag extends Map {})(), 'payload', 'an instance of Bag; send plain data instead'],
    ['a key of a Map', new Map([[() => 1, 1]]), 'payload.keys()[0]', 'a function'],
    ['a value of a Map', { m: new Map([['a', [undefined]]]) }, 'payload.m.values()[0][0]', 'undefined; use null'],
    ['an item of a Set', new Set([1, undefined]), 'payload.values()[1]', 'undefined; use null'],
    ['a hole', Object.assign(holes(3), [1]), 'payload[1]', 'a hole in an array; use null'],
    ['an array of holes', holes(2 ** 32 - 1), 'payload[0]', 'a hole in an array; use null'],
    ['a cycle', cycle, 'payload[1].back', 'a cycle: an object that contains itself'],
    [
      'an accessor',
      {
        get price() {
          return 1;
        },
      },
      'payload.price',
      'an accessor; send the value',
    ],
    [
      'a hidden property',
      Object.defineProperty({}, 'price', { value: 1 }),
      'payload.price',
      'a property that is not enumerable',
    ],
    [
      'an array with a name',
      Object.assign([1], { unit: 'kg' }),
      'payload.unit',
      'a property that is not transmitted with such an object',
    ],
    [
      'a Date with a zone',
      Object.assign(new Date(0), { zone: 'UTC' }),
      'payload.zone',
      'a property that is not transmitted with such an object',
    ],
  ])('refuses %s', (_, payload, path, what) => {
    expect(checkPayload(payload)).toEqual({ path, what });
  });

  it('finds a bad value wherever it is', () => {
    const bad = fc.constantFrom(undefined, () => 1, Symbol('s'), new Order());
    fc.assert(
      fc.property(
        payloads(),
        bad,
        fc.array(fc.constantFrom('list', 'record', 'map', 'set')),
        (payload, value, wraps) => {
          let wrapped: unknown = value;
          for (const wrap of wraps) {
            if (wrap === 'list') wrapped = [payload, wrapped];
            else if (wrap === 'record') wrapped = { first: payload, second: wrapped };
            else if (wrap === 'map') wrapped = new Map<unknown, unknown>([[payload, wrapped]]);
            else wrapped = new Set<unknown>([payload, wrapped]);
          }
          expect(checkPayload(wrapped)?.what).toBe(checkPayload(value)?.what);
        },
      ),
    );
  });

  it('never throws, whatever the input', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withBoxedValues: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(() => checkPayload(value)).not.toThrow();
      }),
    );
  });

  it('accepts one object in several places, however many paths lead there', () => {
    let shared: unknown[] = [1];
    for (let i = 0; i < 200; i++) shared = [shared, shared];
    expect(checkPayload(shared)).toBeUndefined();
  });

  it('refuses nesting that is too deep, even behind a shared object', () => {
    expect(checkPayload(nested(MAX_PAYLOAD_DEPTH, null))).toBeUndefined();
    const deep = checkPayload(nested(100_000, null));
    expect(deep?.what).toBe('nested more than 1000 levels deep');
    expect(deep?.path).toMatch(/^payload(\[0\])+.*…[^…]*\[0\]$/);
    const shallow = nested(600, null);
    expect(checkPayload([shallow, nested(600, shallow)])?.what).toBe('nested more than 1000 levels deep');
  });
});

function nested(levels: number, core: unknown): unknown {
  let value = core;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

function holes(length: number): unknown[] {
  return Object.assign([], { length });
}
