import type { Figure } from './part.js';

/** The heading for the lines of `figureLine`. */
export const HEADING = row('part', 'median', 'range', 'target', 'figure');

/** A figure as text, next to its target. */
export function figureLine(part: string, figure: Figure, quick: boolean): string {
  const { median, low, high } = spread(figure.values);
  const range = figure.values.length > 1 ? `${short(low)}..${short(high)}` : '';
  return row(part, short(median), range, verdict(figure, quick), figure.name);
}

/** A figure as one line of JSON, with its value in each round. */
export function figureJson(part: string, figure: Figure): string {
  const { median, low, high } = spread(figure.values);
  const { name, most, values } = figure;
  return JSON.stringify({ part, figure: name, median, low, high, target: most, values }, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value,
  );
}

/** The median (or the mean of the middle two) and the extremes. */
export function spread(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { median, low: sorted[0] ?? NaN, high: sorted[sorted.length - 1] ?? NaN };
}

function verdict({ most, values }: Figure, quick: boolean): string {
  if (most === undefined) return '';
  const target = `<= ${most}`;
  if (quick) return `${target} not judged`;
  return `${target} ${spread(values).median <= most ? 'ok' : 'MISSED'}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function row(part: string, median: string, range: string, target: string, figure: string): string {
  return `${part.padEnd(18)}${median.padStart(9)}  ${range.padEnd(18)}${target.padEnd(20)}${figure}`;
}
