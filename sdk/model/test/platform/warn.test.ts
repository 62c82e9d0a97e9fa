import { afterEach, expect, it, vi } from 'vitest';
import { warn } from '../../src/platform/warn.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('is a process warning in Node', () => {
  const emitted = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const warning = new Error('disk full');
  warn(warning);
  expect(emitted.mock.calls).toEqual([[warning]]);
});

it('is a console line without a process', () => {
  vi.stubGlobal('process', undefined);
  const written = vi.spyOn(console, 'warn').mockReturnValue();
  const warning = new Error('disk full');
  warn(warning);
  expect(written.mock.calls).toEqual([[warning]]);
});
