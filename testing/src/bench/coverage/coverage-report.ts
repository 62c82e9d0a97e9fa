import type { CoverageRow } from './coverage-tables.js';
import type { Coverage, CoverageStudy } from './measure-coverage.js';

/** Percentage of experiments in which a 95 % interval should cover the truth. */
const TARGET = [93, 97] as const;

/** With this many experiments, the target extends 2.9 standard errors to each side. */
const ENOUGH = 1000;

/** The setup and the results as text. */
export function coverageReport(study: CoverageStudy, coverage: Coverage, seconds: number): string {
  const { experiments, replications, seed, parameters } = study;
  const { covered, share, error, below, above, truth, mean, relativeHalfWidth } = coverage;
  const { arrivalRate, serviceRate, warmup, measured } = parameters;
  const percent = 100 * share;
  const met = percent >= TARGET[0] && percent <= TARGET[1];
  const verdict = experiments < ENOUGH ? `needs ${ENOUGH} experiments` : met ? 'ok' : 'MISSED';
  return [
    `M/M/1 with a utilization of ${arrivalRate / serviceRate}: the mean wait in the queue is ${truth}`,
    `${experiments} experiments with the master seeds ${seed} to ${seed + experiments - 1}, ${replications} replications each`,
    `each replication: ${measured} customers after a warm-up of ${warmup}`,
    `mean of all replications: ${mean.toFixed(5)}; mean half-width: ${(100 * relativeHalfWidth).toFixed(2)} % of the truth`,
    `the 95 % interval covers the truth in ${covered} of ${experiments} experiments: ${percent.toFixed(1)} % ` +
      `± ${(100 * error).toFixed(1)} (one standard error); too low ${below}, too high ${above}`,
    `target: ${TARGET[0]} to ${TARGET[1]} %: ${verdict}`,
    `${seconds.toFixed(1)} s`,
  ].join('\n');
}

/** How often intervals cover the truth, row by row; `silent` are those that miss it without a warning. */
export function coverageTable(title: string, rows: readonly CoverageRow[]): string {
  const percent = (part: number, { intervals }: CoverageRow): string => ((100 * part) / intervals).toFixed(1);
  const lines = rows.map((row) =>
    [
      row.what.padEnd(36),
      Math.round(row.count).toString().padStart(9),
      percent(row.covered, row).padStart(9),
      percent(row.warned, row).padStart(8),
      percent(row.silent, row).padStart(8),
      String(row.intervals).padStart(10),
    ].join(' '),
  );
  const head = `${''.padEnd(36)} ${'count'.padStart(9)} ${'covers %'.padStart(9)} ${'warns %'.padStart(8)} silent % intervals`;
  return ['', title, head, ...lines].join('\n');
}
