import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalCoordinator } from '@disco-engine/coordinator';
import { DiscoError } from '@disco-engine/kernel';
import { FarmMetrics } from '../../src/farm/farm-metrics.js';
import { FarmWatch } from '../../src/farm/farm-watch.js';
import { metricsText } from '../../src/metrics/metrics-text.js';
import { parsedMetrics } from '../metrics/parsed-metrics.js';

afterEach(() => void vi.useRealTimers());

function experiment(name: string): string {
  const origin = { module: 'e.js', export: 'default', command: 'disco run e.js', code: {} };
  return JSON.stringify({ model: 'e.js#default', name, scenario: 'hash', replications: 4, origin });
}

function replications(...keys: readonly number[]): string {
  return JSON.stringify({
    model: 'e.js#default',
    scenario: 'hash',
    keys: keys.map((replication) => ({ case: 0, replication })),
  });
}

/** A farm with an experiment under way, a more urgent one, and one that was canceled. */
async function scene(): Promise<{ readonly coordinator: LocalCoordinator; readonly ids: readonly string[] }> {
  const coordinator = new LocalCoordinator();
  const ids = await coordinator.submit(
    ['first', 'urgent', 'gone'].map((name, at) => ({
      kind: 'experiment',
      payload: experiment(name),
      seats: 0,
      priority: at === 1 ? 5 : 0,
    })),
  );
  const [first = '', , gone = ''] = ids;
  await coordinator.submit([
    { kind: 'replications', payload: replications(0, 1), parent: first },
    { kind: 'replications', payload: replications(2), parent: first },
  ]);
  await coordinator.order(gone, 'cancel');
  const busy = await coordinator.join({ name: 'here/1' });
  await busy.claim();
  await coordinator.join({ name: 'there/1' });
  await coordinator.lead('here');
  return { coordinator, ids };
}

describe('what a page shows of a farm', () => {
  it('is its members, its leader, and its jobs, the most urgent first', async () => {
    const { coordinator, ids } = await scene();
    const watch = new FarmWatch('here', coordinator);
    const [first = '', urgent = '', gone = ''] = ids;
    const view = await watch.view();
    expect(view).toMatchObject({
      title: 'here, of local',
      isAway: false,
      leader: { name: 'here', term: 1 },
      experiments: { QUEUED: 2, ASSIGNED: 0, FINISHED: 0, FAILED: 0, CANCELED: 1 },
      members: [
        { name: 'here/1', state: 'busy', job: first, replications: ['0/0', '0/1'] },
        { name: 'there/1', state: 'idle', job: undefined, replications: [] },
      ],
    });
    expect(view.jobs.map(({ job, running, queued }) => [job, running, queued])).toEqual([
      [urgent, 0, 0],
      [first, 2, 1],
      [gone, 0, 0],
    ]);
    await watch.order('pause', first);
    expect((await watch.view()).jobs[1]).toMatchObject({ job: first, isPaused: true });
    await expect(watch.order('cancel', 'nothing')).rejects.toThrow(/nothing/);
    await coordinator.close();
  });

  it('has the experiments that ended last, with alarms that come late, and none that is gone', async () => {
    const coordinator = new LocalCoordinator();
    const names = Array.from({ length: 25 }, (_, at) => `experiment ${at}`);
    const ids = await coordinator.submit(
      names.map((name) => ({ kind: 'experiment', payload: experiment(name), seats: 0 })),
    );
    const [slow = '', ...others] = ids;
    await coordinator.submit([{ kind: 'replications', payload: replications(0), parent: slow }]);
    const member = await coordinator.join({ name: 'here/1' });
    const assignment = await member.claim();
    if (assignment === undefined) throw new Error('there is a job');
    await member.commit(assignment, { digest: 'one', value: '{}' });
    const watch = new FarmWatch('here', coordinator);
    const shown = async (by = watch): Promise<string[]> => (await by.view()).jobs.map(({ job }) => job);
    for (const id of others) await coordinator.order(id, 'cancel');
    expect(await shown()).toEqual([slow, ...others.slice(-20).reverse()]);
    // Submitted first, it ends last.
    await coordinator.order(slow, 'cancel');
    expect(await shown()).toEqual([slow, ...others.slice(-19).reverse()]);
    // A page that was not there then says the same.
    expect(await shown(new FarmWatch('there', coordinator))).toEqual(await shown());
    await expect(member.commit(assignment, { digest: 'two', value: '{}' })).rejects.toThrow(/digest two/);
    for (let look = 0; look < 20; look++) await watch.view();
    expect((await watch.view()).jobs[0]).toMatchObject({ job: slow, alarms: [{ recorded: 'one', reported: 'two' }] });
    await coordinator.collect(0);
    expect(await shown()).toEqual([]);
    await coordinator.close();
  });

  it('stays what it was while the coordinator does not answer', async () => {
    const { coordinator } = await scene();
    const watch = new FarmWatch('here', coordinator);
    const before = await watch.view();
    vi.useFakeTimers();
    const asked = vi.spyOn(coordinator, 'members').mockReturnValue(new Promise(() => {}));
    for (let look = 0; look < 3; look++) {
      const view = watch.view();
      await vi.advanceTimersByTimeAsync(3_000);
      expect(await view).toEqual({ ...before, isAway: true });
    }
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

it('the metrics of a host are what its workers have done, and how the farm is', async () => {
  const { coordinator } = await scene();
  const figures = new FarmMetrics('here');
  const watch = new FarmWatch('here', coordinator);
  const read = async (): Promise<ReturnType<typeof parsedMetrics>> =>
    parsedMetrics(metricsText(figures.read(await watch.view())));
  expect((await read()).get('disco_leader')).toBe(0);
  figures.elected(1);
  const record = {
    case: 0,
    replication: 0,
    digest: '',
    epoch: 9,
    channels: [],
    log: null,
    logFailure: null,
    error: null,
  };
  const workers = [
    { busy: 1, blocked: 1_500, heldUpAt: null },
    { busy: 1, blocked: 500, heldUpAt: null },
  ];
  figures.replicated({ ...record, status: 'FINISHED', seconds: 2, events: 10, activations: 8, workers });
  figures.replicated({ ...record, status: 'FAILED', seconds: 1, events: 0, activations: 0, workers: [] });
  figures.trouble(new DiscoError('LEASE_OVER', 'its lease was over'));
  figures.trouble(new DiscoError('WORKER_BROKEN', 'it broke'));
  const series = await read();
  for (const [name, value] of [
    ['disco_coordinator_up', 1],
    ['disco_leader', 1],
    ['disco_leader_term', 1],
    ['disco_members{state="idle"}', 1],
    ['disco_members{state="busy"}', 1],
    ['disco_experiments{state="queued"}', 2],
    ['disco_experiments{state="canceled"}', 1],
    ['disco_open_replications{state="running"}', 2],
    ['disco_open_replications{state="queued"}', 1],
    ['disco_replications_total{outcome="finished"}', 1],
    ['disco_replications_total{outcome="failed"}', 1],
    ['disco_replication_seconds_total', 3],
    ['disco_events_total', 10],
    ['disco_activations_total', 8],
    ['disco_blocked_seconds_total', 2],
    ['disco_leases_lost_total', 1],
    ['disco_troubles_total', 2],
  ] as const)
    expect(series.get(name), name).toBe(value);
  expect(series.get('disco_lease_seconds')).toBeGreaterThan(10);
  await coordinator.close();
});
