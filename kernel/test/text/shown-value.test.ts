import { describe, expect, it } from 'vitest';
import { printable, printableLines, shownKind, shownText, shownValue } from '@disco-engine/kernel';

describe('a value in a message', () => {
  it.each([
    [3, '3'],
    ['3', "'3'"],
    ['', "''"],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [3n, '3n'],
    [true, 'true'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ a: 1 }, 'an object'],
    [Object.create(null), 'an object'],
    [new Date(0), 'an object'],
    [[1, 2], 'an array'],
    [() => 3, 'a function'],
    [Symbol('3'), 'a symbol'],
  ])('is shown so that its kind is visible: %o', (value, shown) => {
    expect(shownValue(value)).toBe(shown);
  });

  it.each([
    ['3', 'a string'],
    [3, 'a number'],
    [3n, 'a bigint'],
    [false, 'a boolean'],
    [{}, 'an object'],
    [[], 'an array'],
    [() => 3, 'a function'],
    [Symbol('3'), 'a symbol'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('has a kind with the right article: %o', (value, kind) => {
    expect(shownKind(value)).toBe(kind);
  });

  it('is truncated if it is longer than a line', () => {
    expect(shownText('x'.repeat(60))).toBe(`'${'x'.repeat(60)}'`);
    expect(shownText('x'.repeat(61))).toBe(`'${'x'.repeat(60)}…'`);
  });

  it('shows a surrogate left by the truncation as an escape', () => {
    expect(shownText(`${'x'.repeat(59)}😀`)).toBe(`'${'x'.repeat(59)}\\ud83d…'`);
  });
});

describe('a text that is safe to print', () => {
  it('is left unchanged if nothing in it controls a terminal', () => {
    const text = 'stage/Köln → 東京 😀 "quoted" \\ e\u0301';
    expect(printable(text)).toBe(text);
  });

  it('shows all C0 and C1 controls as escapes', () => {
    expect(printable('\u001b[31mred\u001b]0;title\u0007')).toBe('\\x1b[31mred\\x1b]0;title\\x07');
    expect(printable('a\nb\r\tc\0')).toBe('a\\nb\\r\\tc\\x00');
    expect(printable('\u007f\u0080\u009b31m\u009f\u00a0')).toBe('\\u007f\\u0080\\u009b31m\\u009f\u00a0');
    for (let code = 0; code < 0xa0; code++) {
      const isControl = code < 0x20 || code >= 0x7f;
      expect(printable(String.fromCharCode(code)).startsWith('\\')).toBe(isControl || code === 0x5c);
    }
  });

  it('shows characters that change the writing direction, and lone surrogates, as escapes', () => {
    expect(printable('abc\u202edcba\u2066\u2029')).toBe('abc\\u202edcba\\u2066\\u2029');
    expect(printable('\ud83d!\ude00')).toBe('\\ud83d!\\ude00');
  });

  it('does not change the meaning of JSON', () => {
    const value = { name: '\u001b[31m\u009b\u007f\u202e\n', other: 'é' };
    const json = printableLines(`${JSON.stringify(value)}\n`);
    expect(json).not.toMatch(/[\u007f-\u009f\u202e]/);
    expect(JSON.parse(json)).toEqual(value);
  });

  it('may keep its line breaks', () => {
    expect(printableLines('one\n  two\u001b[2J\r\n')).toBe('one\n  two\\x1b[2J\\r\n');
  });
});
