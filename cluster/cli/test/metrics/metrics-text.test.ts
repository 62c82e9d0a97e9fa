import { expect, it } from 'vitest';
import { metricsText } from '../../src/metrics/metrics-text.js';
import { processMetrics } from '../../src/metrics/process-metrics.js';
import { parsedMetrics } from './parsed-metrics.js';

it('metrics are text in the format of Prometheus, with whatever is in labels and numbers', () => {
  const text = metricsText([
    { name: 'a_total', type: 'counter', help: 'Back\\slash,\nand lines.', samples: [{ value: 12_345_678_901 }] },
    { name: 'none', type: 'gauge', help: 'Nothing.', samples: [] },
    {
      name: 'b',
      type: 'gauge',
      help: 'B.',
      samples: [
        { labels: { node: 'say "a\\b"\n', of: 'x' }, value: Infinity },
        { labels: { node: 'é{}' }, value: -Infinity },
        { labels: { node: 'nan' }, value: NaN },
        { value: 1e-9 },
      ],
    },
  ]);
  expect(text).toBe(`# HELP a_total Back\\\\slash,\\nand lines.
# TYPE a_total counter
a_total 12345678901
# HELP b B.
# TYPE b gauge
b{node="say \\"a\\\\b\\"\\n",of="x"} +Inf
b{node="é{}"} -Inf
b{node="nan"} NaN
b 1e-9
`);
  expect(parsedMetrics(text).size).toBe(5);
});

it('a process has the usual metrics of a process', () => {
  const series = parsedMetrics(metricsText(processMetrics()));
  expect(series.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(series.get('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(series.get('process_start_time_seconds')).toBeLessThan(Date.now() / 1000);
});

it.each([
  ['a sample without a type', 'a 1\n'],
  ['a counter without _total', '# HELP a A.\n# TYPE a counter\na 1\n'],
  ['a series twice', '# HELP a A.\n# TYPE a gauge\na 1\na 2\n'],
  ['a metric twice', '# HELP a A.\n# TYPE a gauge\na 1\n# HELP a A.\n# TYPE a gauge\n'],
  ['a quote in a label', '# HELP a A.\n# TYPE a gauge\na{b="""} 1\n'],
  ['no number', '# HELP a A.\n# TYPE a gauge\na x\n'],
  ['a line without an end', '# HELP a A.\n# TYPE a gauge\na 1'],
])('the check of these tests refuses %s', (_, text) => {
  expect(() => parsedMetrics(text)).toThrow('expected');
});
