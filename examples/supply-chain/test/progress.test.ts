import { describe, expect, it } from 'vitest';
import { ProgressBar } from '../src/progress.js';

function told(isTTY: boolean, days: readonly number[]): string[] {
  const written: string[] = [];
  const progress = new ProgressBar({ isTTY, write: (text) => written.push(text) }, 400);
  for (const day of days) progress.at(day);
  progress.end();
  return written;
}

describe('ProgressBar', () => {
  it('draws over itself on a terminal, only when the percentage changes, and ends its line', () => {
    const written = told(true, [0, 1, 2, 200, 200.5, 400]);
    expect(written).toHaveLength(4);
    expect(written[1]).toBe(`\r${'█'.repeat(15)}${'░'.repeat(15)} 50 % day 200 of 400\u001b[K`);
    expect(written.at(-1)).toBe('\n');
  });

  it('writes a line at each quarter elsewhere', () => {
    const days = Array.from({ length: 401 }, (_, day) => day);
    expect(told(false, days)).toEqual([
      '25 % day 100 of 400\n',
      '50 % day 200 of 400\n',
      '75 % day 300 of 400\n',
      '100 % day 400 of 400\n',
    ]);
  });

  it('never goes back', () => {
    expect(told(true, [200, 100])).toHaveLength(2);
  });
});
