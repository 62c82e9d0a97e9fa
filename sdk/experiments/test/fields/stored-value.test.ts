import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterText } from '../../src/fields/parameter-text.js';
import { restoredValue, storedValue, valueText } from '../../src/fields/stored-value.js';

test('any number, string, list or record survives JSON', () => {
  const values = fc.anything({ withBigInt: true, withDate: true, maxDepth: 3 }).filter((value) => value !== undefined);
  fc.assert(
    fc.property(values, (value) => {
      const text = valueText(value);
      fc.pre(!text.includes('"undefined"'));
      expect(valueText(restoredValue(JSON.parse(JSON.stringify(storedValue(value)))))).toBe(text);
    }),
  );
});

const SPECIAL: readonly unknown[] = [
  Infinity,
  -Infinity,
  NaN,
  -0,
  5n,
  new Date(5),
  new Map([['a', Infinity]]),
  new Set([1n]),
  new Float64Array([1, NaN]),
  new BigInt64Array([3n]),
  { $type: 'number', value: '3' },
  [{ list: [null, true, 'x', -0] }],
];

test('values that JSON cannot express are restored', () => {
  for (const value of SPECIAL) expect(restoredValue(JSON.parse(JSON.stringify(storedValue(value))))).toEqual(value);
});

test('different values have different texts, whatever the order of fields', () => {
  const texts = [0, -0, NaN, Infinity, 'NaN', null, 1, 1n, '1', [1], { a: 1 }, new Date(1)].map(valueText);
  expect(new Set(texts).size).toBe(texts.length);
  expect(valueText({ a: 1, b: { c: 2, d: 3 } })).toBe(valueText({ b: { d: 3, c: 2 }, a: 1 }));
});

test('values are shown readably', () => {
  const texts = [Infinity, NaN, -0, 5n, [1, Infinity], { a: 'x' }, 'y'.repeat(100)].map(parameterText);
  expect(texts.slice(0, 4)).toEqual(['Infinity', 'NaN', '-0', '5n']);
  expect(texts[4]).toBe('[1,{"$type":"number","value":"Infinity"}]');
  expect(texts[5]).toBe('{"a":"x"}');
  expect(texts[6]).toHaveLength(80);
});

test('a circular value is rejected', () => {
  const value: { self?: unknown } = {};
  value.self = value;
  expect(() => storedValue(value)).toThrow('a parameter is circular');
});
