import { expect, test } from 'vitest';
import { curveChart } from '../src/charts/curve-chart.js';

const axes = { label: 'stock', x: 'time', y: 'pieces', warmup: 0, end: undefined };

/** The tick labels of the y axis. */
function ticksUpTo(greatest: number): string[] {
  const points = [0, 1].map((x) => ({ x, mean: x * greatest, low: x * greatest, high: x * greatest }));
  const svg = curveChart([points], axes).text;
  const labels = /aria-label="y-axis tick label"[^>]*>(.*?)<\/g>/u.exec(svg)?.[1] ?? '';
  return [...labels.matchAll(/<text[^>]*>([^<]*)</gu)].map(([, text]) => text);
}

test.each([
  [1e-6, ['0', '2e-7', '4e-7', '6e-7', '8e-7', '1e-6']],
  [-1e-6, ['-1e-6', '-8e-7', '-6e-7', '-4e-7', '-2e-7', '0']],
  [0.01, ['0.000', '0.002', '0.004', '0.006', '0.008', '0.010']],
  [14_000, ['0', '5,000', '10,000']],
  [2_000_000, ['0', '500K', '1M', '1.5M', '2M']],
  [1e15, ['0', '2e+14', '4e+14', '6e+14', '8e+14', '1e+15']],
])('an axis up to %d has numbers that fit beside it', (greatest, ticks) => {
  expect(ticksUpTo(greatest)).toEqual(ticks);
});
