import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { payloadText } from '../../src/observation/payload-text.js';

class Pallet {
  boxes = 3;
}

const options = { breakLength: Infinity, compact: true, depth: 4, maxArrayLength: 10, maxStringLength: 60 } as const;

describe('a value on one line', () => {
  it.each([
    [0],
    [-0],
    [1.5e300],
    [NaN],
    [12n],
    [true],
    [null],
    [undefined],
    [Symbol('s')],
    ['plain'],
    ['two\nlines\t"and" \\'],
    ['x'.repeat(60)],
    ['x'.repeat(61)],
    ['x'.repeat(1000)],
    [{}],
    [{ n: 0 }],
    [{ 'a-b': 1, 7: [], nested: { list: [1, 'a', { deep: null }] } }],
    [{ a: { b: { c: { d: { e: { f: 1 } } } } } }],
    [[[[[[[1]]]]]]],
    [[1, 2]],
    [Array.from({ length: 10 }, (_, index) => index)],
    [Array.from({ length: 11 }, (_, index) => index)],
    [new Float64Array(500)],
    [Uint8Array.of(1)],
    [new Set(['a', 1])],
    [new Map<unknown, unknown>([[{ k: 1 }, [1n]]])],
    [new Map()],
    [new Pallet()],
    [new Date(0)],
  ])('looks as Node prints it, %#', (value) => expect(payloadText(value)).toBe(inspect(value, options)));

  it('stays short for cyclic values, many fields and invalid dates', () => {
    const circle: Record<string, unknown> = {};
    circle['me'] = circle;
    expect(payloadText(circle)).toBe('{ me: { me: { me: { me: { me: [Object] } } } } }');
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, index]));
    expect(payloadText(wide)).toMatch(/f9: 9, \.\.\. 290 more items }$/);
    expect(payloadText(new Date(NaN))).toBe('Invalid Date');
    expect(payloadText("it's")).toBe(String.raw`'it\'s'`);
    expect(payloadText(Object.assign(Object.create(null), { a: payloadText }))).toBe('{ a: [Function] }');
  });
});
