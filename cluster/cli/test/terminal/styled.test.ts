import { expect, it } from 'vitest';
import { colored, cut, lineText, styled, textOf, type Line } from '../../src/terminal/styled.js';
import { isLive, paintOf, widthOf } from '../../src/terminal/terminal.js';

const terminal = { isTTY: true, columns: 40 };
const pipe = { isTTY: false, columns: 0 };

it.each([
  ['on a terminal', terminal, {}, true],
  ['not in a pipe', pipe, {}, false],
  ['not with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
  ['with an empty NO_COLOR, which counts as none', terminal, { NO_COLOR: '' }, true],
  ['not on a dumb terminal', terminal, { TERM: 'dumb' }, false],
  ['in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
  ['with an empty FORCE_COLOR, as in Node', pipe, { FORCE_COLOR: '' }, true],
  ['with FORCE_COLOR in spite of NO_COLOR, as in Node', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ['never with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
  ['on a terminal of CI', terminal, { CI: 'true' }, true],
])('there are colors %s: %s %s', (_, stream, env, expected) => {
  expect(paintOf(stream, env)('bad', 'x')).toBe(expected ? '\u001B[31mx\u001B[39m' : 'x');
});

it.each([
  ['on a terminal', terminal, {}, true],
  ['not in a pipe', pipe, {}, false],
  ['not in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, false],
  ['not on a dumb terminal', terminal, { TERM: 'dumb' }, false],
  ['not in CI', terminal, { CI: 'true' }, false],
  ['where CI says that it is none', terminal, { CI: 'false' }, true],
  ['without colors', terminal, { NO_COLOR: '1' }, true],
])('a line is redrawn %s', (_, stream, env, expected) => {
  expect(isLive(stream, env)).toBe(expected);
});

it('only a terminal that knows its size has a width', () => {
  expect([terminal, pipe, { isTTY: true, columns: 0 }].map(widthOf)).toEqual([40, undefined, undefined]);
});

it('only styles control the terminal, never the text', () => {
  const line: Line = ['a\u001B[2J', styled('bad', 'b\u001B[31m')];
  expect(textOf([line])).toBe('a\\x1b[2Jb\\x1b[31m\n');
  expect(textOf([line], colored)).toBe('a\\x1b[2J\u001B[31mb\\x1b[31m\u001B[39m\n');
});

it.each([
  [10, 'one two'],
  [7, 'one two'],
  [6, 'one t…'],
  [4, 'one…'],
  [1, '…'],
])('a line is cut to %s characters', (width, expected) => {
  expect(lineText(cut(['one ', styled('good', 'two')], width))).toBe(expected);
  expect(lineText(cut('one two', width))).toBe(expected);
});
