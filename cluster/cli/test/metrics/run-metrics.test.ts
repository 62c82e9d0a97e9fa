import { expect, it } from 'vitest';
import { NEVER, Launches, ring } from '../../../workers/test/launch/models.js';
import { metricsText } from '../../src/metrics/metrics-text.js';
import { runMetrics } from '../../src/metrics/run-metrics.js';
import { WatchedRun } from '../../src/watch/watched-run.js';
import { parsedMetrics, total, type Series } from './parsed-metrics.js';

it('the metrics of a run are those that it reports at its end', async () => {
  const launches = new Launches();
  try {
    const cluster = await launches.launch({ workers: 2, transport: 'in-process' });
    const watched = new WatchedRun('ring', 40, () => {});
    const read = async (): Promise<Series> => parsedMetrics(metricsText(runMetrics(await watched.view())));
    expect((await read()).get('disco_run_status{status="waiting"}')).toBe(1);

    const run = await cluster.start({ scenario: ring(30), until: 40, seed: 4 });
    watched.started(run as Parameters<typeof watched.started>[0], 1);
    const epoch = await run.pause();
    const paused = await read();
    expect(paused.get('disco_run_status{status="paused"}')).toBe(1);
    expect(paused.get('disco_run_status{status="running"}')).toBe(0);
    expect(paused.get('disco_epoch{worker="0"}')).toBeLessThanOrEqual(epoch);
    // Each activation sends one event, and the first one two; no other is on its way while all stand.
    expect(total(paused, 'disco_pending_events')).toBe(
      30 + total(paused, 'disco_activations_total') - total(paused, 'disco_events_total'),
    );
    await run.resume();

    const result = await run.finished;
    // What comes next does not count for this run.
    const next = await cluster.start({ scenario: ring(3), until: NEVER });
    const series = await read();
    expect(series.get('disco_run_status{status="finished"}')).toBe(1);
    expect(series.get('disco_horizon_epoch')).toBe(40);
    expect(series.get('disco_run_attempt')).toBe(1);
    for (const { worker, epoch: reached, activations, events, exchange } of result.perWorker) {
      const of = (name: string): number | undefined => series.get(`${name}{worker="${worker}"}`);
      const peers = exchange?.peers ?? [];
      const sum = (
        name: 'eventsSent' | 'eventsReceived' | 'messagesSent' | 'messagesReceived' | 'promisesSent' | 'waits',
      ): number => peers.reduce((most, peer) => most + peer[name], 0);
      expect(of('disco_epoch')).toBe(reached);
      expect(of('disco_activations_total')).toBe(activations);
      expect(of('disco_events_total')).toBe(events);
      expect(of('disco_blocked_seconds_total')).toBe(
        peers.reduce((most, peer) => most + peer.blockedMilliseconds, 0) / 1000,
      );
      expect(of('disco_remote_events_sent_total')).toBe(sum('eventsSent'));
      expect(of('disco_remote_events_received_total')).toBe(sum('eventsReceived'));
      expect(of('disco_messages_sent_total')).toBe(sum('messagesSent'));
      expect(of('disco_messages_received_total')).toBe(sum('messagesReceived'));
      expect(of('disco_promises_sent_total')).toBe(sum('promisesSent'));
      expect(of('disco_waits_total')).toBe(sum('waits'));
      expect(of('disco_broken_links')).toBe(0);
      expect(of('disco_worker_silent')).toBe(0);
    }
    expect(total(series, 'disco_events_total')).toBe(result.events);
    expect(total(series, 'disco_activations_total')).toBe(result.activations);
    expect(total(series, 'disco_remote_events_sent_total')).toBeGreaterThan(0);
    await next.cancel();
  } finally {
    await launches.close();
  }
});
