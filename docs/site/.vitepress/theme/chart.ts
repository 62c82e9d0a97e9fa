import type { Course } from '../../demo/run-call-centre.js';

/** Where a chart has its plot, in units of its view box. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  /** The last epoch, at the right edge. */
  readonly end: number;
  /** The value at the upper edge; the lower one is 0. */
  readonly top: number;
}

/**
 * The path of a course that keeps each value until the next. Of the many values on one pixel the least and the greatest are drawn, as
 * nobody could see more.
 */
export function stepPath({ epochs, values }: Course, { width, height, end, top }: Plot): string {
  const y = (value: number): string => (height - (value / top) * height).toFixed(1);
  const path: string[] = [];
  let last = 0;
  for (let index = 0; index < epochs.length;) {
    const column = Math.floor(((epochs[index] ?? 0) / end) * width);
    let [low, high] = [last, last];
    for (; index < epochs.length && Math.floor(((epochs[index] ?? 0) / end) * width) === column; index++) {
      last = values[index] ?? 0;
      [low, high] = [Math.min(low, last), Math.max(high, last)];
    }
    path.push(`H${column}V${y(low)}V${y(high)}V${y(last)}`);
  }
  const [first = ''] = path;
  return path.length === 0 ? '' : `M0,${y(values[0] ?? 0)}${first}${path.slice(1).join('')}H${width}`;
}

/** Some four round numbers from 0 to a greatest value, the last one at or above it. */
export function ticksTo(greatest: number, count = 4): number[] {
  const rough = greatest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.ceil(greatest / step) + 1 }, (_, index) => index * step);
}

/** The average of a course over time, up to an end. */
export function meanOf({ epochs, values }: Course, end: number): number {
  let sum = 0;
  values.forEach((value, index) => (sum += value * ((epochs[index + 1] ?? end) - (epochs[index] ?? 0))));
  return sum / end;
}
