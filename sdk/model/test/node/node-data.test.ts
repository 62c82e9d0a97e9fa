import { describe, expect, it } from 'vitest';
import { ScenarioBuilder, type DiscoError } from '@disco-engine/sdk';
import { thrownBy } from '../refusal.js';
import { dataOf } from './data-of.js';

const values = {
  count: 3,
  zero: 0,
  name: 'x',
  empty: '',
  none: null,
  nothing: undefined,
  nan: NaN,
  list: [1],
  flag: false,
};
const labels = ['area=north', 'area=old', 'kind=x=y'];
const shop = new ScenarioBuilder().vertex('shop', 'a', values, { labels }).build();
const data = (await dataOf(shop, { name: 'shop' }))('shop/a');

function refused(action: () => unknown): { code: string; node: string | undefined; message: string } {
  const { code, place, message } = thrownBy(action) as DiscoError;
  return { code, node: place.node, message };
}

describe('NodeData', () => {
  it('returns values of their type', () => {
    expect([data.number('count'), data.number('zero', 7), data.text('name'), data.text('empty', 'z')]).toEqual([
      3,
      0,
      'x',
      '',
    ]);
    expect(data.value('list')).toEqual([1]);
    expect(data.vertex).toBe('a');
  });

  it('treats null and undefined as missing, and returns the fallback', () => {
    for (const name of ['none', 'nothing', 'absent', 'toString', '__proto__']) {
      expect(data.has(name)).toBe(false);
      expect(data.number(name, 5)).toBe(5);
      expect(data.text(name, 'five')).toBe('five');
      expect(refused(() => data.number(name)).code).toBe('VALUE_MISSING');
    }
    expect([data.has('zero'), data.has('flag')]).toEqual([true, true]);
    expect(data.value('toString')).toBeUndefined();
  });

  it('reports what is missing where, and what exists', () => {
    const missing = refused(() => data.number('leadtime'));
    expect(missing).toMatchObject({ code: 'VALUE_MISSING', node: 'shop/a' });
    expect(missing.message).toMatch(/'shop\/a' has no value 'leadtime'; it has: count, zero, name/);
  });

  it('reports an empty value as empty, not as a missing column', () => {
    const { code, message } = refused(() => data.number('none'));
    expect(code).toBe('VALUE_MISSING');
    expect(message).toBe(
      "value 'none' of node 'shop/a' is empty; give it a value, or a fallback or default where it is read",
    );
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a string', () => data.number('name'), /'name' of node 'shop\/a' is 'x', not a number/],
    ['NaN', () => data.number('nan'), /is NaN, not a number/],
    ['NaN, fallback or not', () => data.number('nan', 1), /is NaN/],
    ['a boolean', () => data.number('flag'), /is false, not a number/],
    ['a number', () => data.text('count'), /is 3, not a string/],
  ])('refuses a value of the wrong type: %s', (_, read, words) => {
    const wrong = refused(read);
    expect(wrong).toMatchObject({ code: 'VALUE_TYPE_WRONG', node: 'shop/a' });
    expect(wrong.message).toMatch(words);
  });

  it('returns the value of a label', () => {
    expect(data.label('area')).toBe('north');
    expect(data.label('kind')).toBe('x=y');
    expect(data.label('are')).toBeUndefined();
    expect(data.label('colour')).toBeUndefined();
  });
});
