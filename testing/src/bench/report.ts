import type { Measurement } from './harness.js';

/** A measurement as one line of JSON, with its extra figures next to the common ones. */
export function jsonLine({ figures, ...common }: Measurement): string {
  return JSON.stringify({ ...common, ...figures, ...common }, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value,
  );
}

/** The heading for the lines of `tableLine`. */
export const TABLE_HEADING = row('benchmark', 'config', 'million events/s', 'ratio', 'low..high', 'MB');

/** A measurement as a line of text. */
export function tableLine(measurement: Measurement): string {
  const { name, config, eventsPerSecond, ratio, ratioLow, ratioHigh, rssMB, figures } = measurement;
  const extra = Object.entries(figures).map(
    ([figure, value]) => `  ${figure} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`,
  );
  const range = `${ratioLow.toFixed(2)}..${ratioHigh.toFixed(2)}`;
  const speed = (eventsPerSecond / 1e6).toFixed(2);
  return row(name, config, speed, ratio.toFixed(2), range, rssMB.toFixed(0)) + extra.join('');
}

function row(name: string, config: string, ...cells: readonly string[]): string {
  const widths = [16, 8, 12, 6];
  return name.padEnd(20) + config.padEnd(30) + cells.map((cell, index) => cell.padStart(widths[index] ?? NaN)).join('');
}
