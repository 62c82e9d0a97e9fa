import { expect, it } from 'vitest';
import type { ReplicationProgress } from '@disco-engine/experiments';
import { ExperimentMetrics } from '../../src/experiment/experiment-metrics.js';
import { metricsText } from '../../src/metrics/metrics-text.js';
import { parsedMetrics, total, type Series } from './parsed-metrics.js';

/** A replication that has ended after some events, or, without a status, one that is running. */
function replication(number: number, events: number, status?: 'FINISHED' | 'FAILED'): ReplicationProgress {
  const key = { case: 0, replication: number };
  const workers = [{ busy: 1, blocked: 500, idle: null, heldUpAt: null }];
  const figures = { digest: '', epoch: 1, events, activations: 2 * events, seconds: 3, workers };
  const record = status && { ...key, ...figures, status, channels: [], log: null, logFailure: null, error: null };
  return { ...key, status: status ?? 'ACTIVE', partitions: [], epoch: 1, record };
}

function read(metrics: ExperimentMetrics, ...replications: readonly ReplicationProgress[]): Series {
  return parsedMetrics(metricsText(metrics.of({ replications })));
}

it('counts what replications that have ended have computed, once', () => {
  const metrics = new ExperimentMetrics();
  const now = [replication(0, 100, 'FINISHED'), replication(1, 10, 'FAILED'), replication(2, 0)];
  read(metrics, ...now);
  const series = read(metrics, ...now);
  expect(series.get('disco_events_total')).toBe(110);
  expect(series.get('disco_activations_total')).toBe(220);
  expect(series.get('disco_replication_seconds_total')).toBe(6);
  expect(series.get('disco_blocked_seconds_total')).toBe(1);
  expect(series.get('disco_replications{state="running"}')).toBe(1);
});

it('counts only the replications of its own shard', () => {
  const other = { ...replication(1, 50, 'FINISHED'), isElsewhere: true } as const;
  const series = read(new ExperimentMetrics(), replication(0, 100, 'FINISHED'), other);
  expect(series.get('disco_events_total')).toBe(100);
  expect(total(series, 'disco_replications')).toBe(1);
});

it('never counts less: neither without replications that turn out not to be needed, nor after one that is repeated', () => {
  const metrics = new ExperimentMetrics();
  const first = replication(0, 100, 'FINISHED');
  read(metrics, first, replication(1, 50, 'FAILED'), replication(2, 30, 'FINISHED'));
  // The precision is reached after two, of which one is run again.
  const trimmed = read(metrics, first, replication(1, 0));
  expect(trimmed.get('disco_events_total')).toBe(180);
  expect(trimmed.get('disco_replications{state="finished"}')).toBe(1);
  expect(read(metrics, first, replication(1, 20, 'FINISHED')).get('disco_events_total')).toBe(200);
});
