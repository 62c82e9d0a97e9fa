import { describe, expect, it } from 'vitest';
import { defineExperiment, type ReplicationRecord } from '@disco-engine/experiments';
import { Model, Node, OnEvent, simproc } from '@disco-engine/sdk';
import { Schedule } from '../../src/run/schedule.js';

const arrival = simproc('arrival');

@Node('queue')
class Line {
  @OnEvent(arrival)
  take(): void {}
}

@Model({ name: 'queue', simprocs: [arrival], nodes: [Line] })
class Queue {}

const experiment = defineExperiment(Queue, {
  scenario: 'queue-1',
  duration: 1,
  replications: 6,
  precision: { channel: 'queue/a/wait', relative: 0.1, minimum: 3 },
});

/** A replication whose mean is precise enough after three of its kind. */
function ended(replication: number, mean = 10 + replication / 10): ReplicationRecord {
  const figures = { mean, count: 1, deviation: null, minimum: null, maximum: null, last: null };
  return {
    case: 0,
    replication,
    status: 'FINISHED',
    digest: '0',
    epoch: 1,
    activations: 1,
    events: 1,
    seconds: 1,
    workers: [],
    channels: [{ node: 'queue/a', name: 'wait', kind: 'tally', unit: 'h', labels: {}, ...figures }],
    log: null,
    logFailure: null,
    error: null,
  };
}

describe('a case that is precise enough', () => {
  it('cancels exactly the running replications that are not needed', () => {
    const schedule = new Schedule(experiment, () => undefined);
    const started = [0, 1, 2, 3, 4].map(() => schedule.next());
    const aborted = (): (number | undefined)[] =>
      started.flatMap((one) => (one?.signal.aborted === true ? [one.replication] : []));
    expect(schedule.end(ended(0))).toEqual([]);
    expect(schedule.end(ended(1))).toEqual([]);
    // A later replication ended before the third, and turns out not to be needed.
    expect(schedule.end(ended(4))).toEqual([]);
    expect(aborted()).toEqual([]);
    expect(schedule.end(ended(2))).toMatchObject([{ case: 0, replication: 4 }]);
    expect(aborted()).toEqual([3, 4]);
    expect(schedule.next()).toBeUndefined();
    expect(schedule.progress).toMatchObject({ status: 'FINISHED' });
    expect(schedule.progress.replications.map(({ replication }) => replication)).toEqual([0, 1, 2]);
  });

  it('says what is known so far, by the replications up to the first that has not ended', () => {
    const schedule = new Schedule(experiment, () => undefined);
    expect(schedule.progress.estimates).toEqual([]);
    for (const replication of [0, 1, 4]) schedule.end(ended(replication));
    const known = { case: 0, name: 'queue/a/wait', unit: 'h', relative: 0.1, warning: { kind: 'few' } };
    expect(schedule.progress.estimates).toMatchObject([{ ...known, isReached: false, interval: { count: 2 } }]);
    schedule.end(ended(2));
    const [estimate, ...others] = schedule.progress.estimates;
    expect(others).toEqual([]);
    expect(estimate).toMatchObject({ ...known, isReached: true, interval: { count: 3 } });
    expect(estimate?.interval.mean).toBeCloseTo(10.1, 12);
    expect((estimate?.interval.halfWidth ?? NaN) / 10.1).toBeLessThan(0.1);
  });

  it('hands out nothing and keeps existing replications if the results already suffice', () => {
    const schedule = new Schedule(experiment, ({ replication }) => (replication < 4 ? ended(replication) : undefined));
    expect(schedule.waiting).toBe(0);
    expect(schedule.next()).toBeUndefined();
    expect(schedule.progress.replications).toHaveLength(3);
  });

  it('says if it is not, after all have ended', () => {
    const schedule = new Schedule(experiment, () => undefined);
    for (let replication = 0; replication < 6; replication++) {
      expect(schedule.progress.notes).toEqual([]);
      schedule.next();
      schedule.end(ended(replication, 0));
    }
    const { status, replications, notes } = schedule.progress;
    expect([status, replications.length]).toEqual(['FINISHED', 6]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^queue\/a\/wait is not known to within 10 %: all 6 values are 0, /);
  });

  it('names the case that is not', () => {
    const cases = { ...experiment, cases: [0, 1].map((number) => ({ number, parameters: {} })) };
    const schedule = new Schedule(cases, (key) => ({
      ...ended(key.replication, 10 + (key.case * key.replication) / 10),
      ...key,
    }));
    expect(schedule.progress.notes).toEqual([
      expect.stringMatching(/^case 0: queue\/a\/wait is not known to within 10 %: all 6 values are 10, /),
      expect.stringMatching(/^case 1: queue\/a\/wait is known to within 10 %, but unreliably: with 3 values, /),
    ]);
  });
});

describe('a shard', () => {
  const failed = { ...ended(1), status: 'FAILED', channels: [] } as const;
  const shard = { index: 1, count: 2 };
  const first = ({ replication }: { replication: number }): ReplicationRecord | undefined =>
    replication === 1 ? failed : undefined;
  /** Any three in a row are precise enough. */
  const evenly = (replication: number): ReplicationRecord => ended(replication, [10, 10.2, 10.1, 10.2][replication]);

  it('takes the value of a failed replication that another shard repeats, and decides nothing before', () => {
    const schedule = new Schedule(experiment, first, shard, true);
    const started = [0, 2, 3, 4].map(() => schedule.next());
    for (const replication of [0, 2, 3]) expect(schedule.end(evenly(replication))).toEqual([]);
    // Enough for now, but the value that is missing may change that either way.
    expect(schedule.next()).toBeUndefined();
    expect([2, 4].map((replication) => schedule.isNeeded({ case: 0, replication }))).toEqual([undefined, undefined]);
    expect([schedule.needless, started[3]?.signal.aborted]).toEqual([[], false]);
    schedule.learn(evenly(1));
    expect([2, 3].map((replication) => schedule.isNeeded({ case: 0, replication }))).toEqual([true, false]);
    expect([schedule.needless, started[3]?.signal.aborted]).toMatchObject([[{ replication: 3 }], true]);
  });

  it('runs more if that value makes the result less precise', () => {
    const schedule = new Schedule(experiment, first, shard, true);
    for (const replication of [0, 2, 3]) schedule.end(evenly(replication));
    expect(schedule.waiting).toBe(0);
    schedule.learn(ended(1, 50));
    expect(schedule.candidates).toEqual([4, 5].map((replication) => expect.objectContaining({ replication })));
  });
});
