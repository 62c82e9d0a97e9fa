import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bar, durationText, joined, rateText } from '../../src/terminal/bar.js';
import { StatusLine } from '../../src/terminal/status-line.js';
import { lineText, styled } from '../../src/terminal/styled.js';
import { FakeTerminal } from './fake-terminal.js';

const LIVE = { CI: '', TERM: 'xterm', FORCE_COLOR: undefined, NO_COLOR: undefined };
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  for (const [name, value] of Object.entries(LIVE)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

it('is redrawn in place at most ten times a second, and shows the last state', () => {
  const terminal = new FakeTerminal();
  const line = new StatusLine(terminal.stream);
  for (let step = 0; step < 1000; step++) {
    line.show(() => `step ${step}`);
    vi.advanceTimersByTime(1);
  }
  expect(terminal.writes.length).toBeGreaterThanOrEqual(10);
  expect(terminal.writes.length).toBeLessThanOrEqual(11);
  vi.advanceTimersByTime(100);
  expect(terminal.lines).toEqual(['step 999']);
  line.end();
  expect(terminal.lines).toEqual(['']);
});

it('stays below printed lines, and is not drawn after its end', () => {
  const terminal = new FakeTerminal();
  const line = new StatusLine(terminal.stream);
  line.show(() => 'one');
  line.show(() => 'two');
  line.print([styled('bad', 'failed')]);
  expect(terminal.lines).toEqual(['failed', 'two']);
  line.end();
  line.show(() => 'three');
  vi.advanceTimersByTime(1000);
  expect(terminal.lines).toEqual(['failed', '']);
});

it('never reaches the last column, where a terminal would wrap it', () => {
  const terminal = new FakeTerminal(20);
  const line = new StatusLine(terminal.stream);
  line.show(() => [styled('good', 'x'.repeat(15)), 'y'.repeat(15)]);
  expect(terminal.lines).toEqual([`${'x'.repeat(15)}yyy…`]);
  line.end();
});

it('is cleared if the process exits without ending it', () => {
  const terminal = new FakeTerminal();
  const before = process.listenerCount('exit');
  const line = new StatusLine(terminal.stream);
  line.show(() => 'half');
  const own = process.listeners('exit').at(-1);
  own?.(1);
  expect(terminal.lines).toEqual(['']);
  line.end();
  expect(process.listenerCount('exit')).toBe(before);
});

it.each([
  ['in a pipe', false, {}],
  ['in CI', true, { CI: 'true' }],
  ['on a dumb terminal', true, { TERM: 'dumb' }],
])('prints only permanent lines %s', (_, isTTY, env) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const terminal = new FakeTerminal(80, isTTY);
  const line = new StatusLine(terminal.stream);
  line.show(() => 'redrawn');
  line.print('stays');
  line.end();
  expect(terminal.writes.join('')).toBe('stays\n');
});

it('draws a bar filled to a fraction, and never beyond', () => {
  expect([0, 0.5, 1, 2].map((fraction) => lineText(bar(fraction)))).toEqual([
    '░'.repeat(24),
    '█'.repeat(12) + '░'.repeat(12),
    '█'.repeat(24),
    '█'.repeat(24),
  ]);
  expect(lineText(joined([bar(1), '', 'text', [styled('bad', '2 failed')]]))).toBe(`${'█'.repeat(24)}  text  2 failed`);
});

it.each([
  [0, 10, ''],
  [5, 0, ''],
  [21, 10, '2.1/s'],
  [12_345, 10, '1235/s'],
  [34, 60, '34.0/min'],
  [5, 3600, '5.0/h'],
])('%s in %s seconds is a rate of %s', (count, seconds, expected) => {
  expect(rateText(count, seconds)).toBe(expected);
});

it.each([
  [0.2, '1 s'],
  [59.5, '1 min'],
  [250, '4 min 10 s'],
  [7200, '2 h'],
  [7500, '2 h 5 min'],
])('%s seconds are %s', (seconds, expected) => {
  expect(durationText(seconds)).toBe(expected);
});
