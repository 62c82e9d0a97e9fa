import { expect } from 'vitest';

/** Values by series, as `name{label="value"}`. */
export type Series = ReadonlyMap<string, number>;

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(`^(${NAME})(\\{${LABEL}(?:,${LABEL})*\\})? (\\S+)$`);

/**
 * Parses the text format of Prometheus 0.0.4 as strictly as `promtool check metrics` does, with its rules for names: one HELP and one TYPE
 * before the samples of each metric, which stand together; no series twice; `_total` for counters, and for them only.
 */
export function parsedMetrics(text: string): Series {
  const series = new Map<string, number>();
  const types = new Map<string, string>();
  let helped = '';
  let current = '';
  expect(text).toMatch(/\n$/);
  for (const line of text.slice(0, -1).split('\n')) {
    const help = new RegExp(`^# HELP (${NAME}) \\S`).exec(line);
    const type = new RegExp(`^# TYPE (${NAME}) (counter|gauge)$`).exec(line);
    const sample = SAMPLE.exec(line);
    if (help !== null) helped = help[1] ?? '';
    else if (type !== null) {
      current = type[1] ?? '';
      expect(helped, line).toBe(current);
      expect(types.has(current), line).toBe(false);
      expect(current.endsWith('_total'), line).toBe(type[2] === 'counter');
      types.set(current, type[2] ?? '');
    } else {
      expect(sample, line).not.toBeNull();
      const [, name = '', labels = '', shown = ''] = sample ?? [];
      expect(name, line).toBe(current);
      expect(series.has(name + labels), line).toBe(false);
      const value = Number(shown.replace(/^([+-])Inf$/, '$1Infinity'));
      expect(Number.isNaN(value) && shown !== 'NaN', line).toBe(false);
      if (types.get(name) === 'counter') expect(value, line).toBeGreaterThanOrEqual(0);
      series.set(name + labels, value);
    }
  }
  return series;
}

/** The sum over all series of a metric. */
export function total(series: Series, name: string): number {
  const own = [...series].filter(([key]) => key === name || key.startsWith(`${name}{`));
  expect(own, `there is no ${name}`).not.toEqual([]);
  return own.reduce((sum, [, value]) => sum + value, 0);
}
