import { figureText, meanText, meanTexts } from '@disco-engine/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the text of a mean', () => {
  it.each([
    [123.4567, 1.8234, '123.5 ± 1.8'],
    [4.1, 0.2, '4.10 ± 0.20'],
    [0.7393, 0.17056, '0.74 ± 0.17'],
    // Rounding half the width up must not cost the mean a digit more than it has.
    [12.3456, 0.0996, '12.35 ± 0.10'],
    [12345.6, 1234.5, '12300 ± 1200'],
    [1234.5, 12.3, '1235 ± 12'],
    [-0.001, 5.3, '0.0 ± 5.3'],
    [1.23456e-12, 3.4e-14, '1.235e-12 ± 3.4e-14'],
    [1.23456e20, 3.4e18, '1.235e+20 ± 3.4e+18'],
    [12.3456789, 0, '12.346 ± 0'],
    [0, 0, '0 ± 0'],
    [12.3456789, 1e-20, '12.346 ± 0'],
    [12.3456789, undefined, '12.346'],
    [undefined, undefined, ''],
  ])('of %s ± %s is %s', (mean, halfWidth, text) => {
    expect(meanText({ mean, halfWidth })).toBe(text);
  });

  it('is off by no more than the last digit shown, which is a twentieth of the interval or less', () => {
    const size = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(size, fc.double({ min: 1e-6, max: 10, noNaN: true }), (mean, relative) => {
        const halfWidth = mean * relative;
        const texts = meanTexts({ mean, halfWidth });
        expect(Math.abs(Number(texts.halfWidth) / halfWidth - 1)).toBeLessThanOrEqual(0.0501);
        expect(Math.abs(Number(texts.mean) - mean)).toBeLessThanOrEqual(0.0501 * halfWidth);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('the text of a figure without an interval', () => {
  it.each([
    [12.345678, '12.346'],
    [0, '0'],
    [-0, '0'],
    [1234567, '1234567'],
    [1234567.8, '1234568'],
    [1.23456789e-8, '1.2346e-8'],
    [Infinity, 'Infinity'],
    [NaN, ''],
    [null, ''],
  ])('of %s is %s', (value, text) => {
    expect(figureText(value)).toBe(text);
  });
});
