import { describe, expect, it } from 'vitest';
import {
  defineExperiment,
  type Experiment,
  type ExperimentProgress,
  type ExperimentRun,
  type ReplicationProgress,
} from '@disco-engine/experiments';
import { Model, Node, OnEvent, simproc } from '@disco-engine/sdk';
import { ExperimentWatch } from '../../src/experiment/experiment-watch.js';

const pass = simproc('pass');

@Node('station')
class Station {
  @OnEvent(pass)
  take(): void {}
}

@Model({ name: 'ring', simprocs: [pass], nodes: [Station] })
class Ring {}

const experiment = defineExperiment(Ring, {
  scenario: 'ring',
  duration: 10,
  replications: 4,
  responses: { late: { channel: 'station/3/size', figure: 'mean' }, cost: { value: () => 1, unit: '€' } },
  precision: { response: 'late', relative: 0.1 },
});

/** A replication that has ended with a mean, or one that runs. */
function replication(number: number, mean?: number): ReplicationProgress {
  const key = { case: 0, replication: number };
  if (mean === undefined) return { ...key, status: 'ACTIVE', partitions: ['ACTIVE'], epoch: 5 };
  const figures = { count: 1, mean, deviation: null, minimum: null, maximum: null, last: null };
  const record = {
    ...key,
    status: 'FINISHED',
    digest: '',
    epoch: 10,
    activations: 1,
    events: 1,
    seconds: 1,
    workers: [],
    channels: [{ node: 'station/3', name: 'size', kind: 'tally', unit: 'pieces', labels: {}, ...figures }],
    responses: { late: mean, cost: mean },
    log: null,
    logFailure: null,
    error: null,
  } as const;
  return { ...key, status: 'FINISHED', partitions: ['FINISHED'], epoch: 10, record };
}

function watching(of: Experiment, progress: Partial<ExperimentProgress>): ExperimentWatch {
  const watch = new ExperimentWatch(of, 'results', () => {});
  const whole = { status: 'ACTIVE', replications: [], notes: [], estimates: [], ...progress };
  watch.started({ progress: whole } as unknown as ExperimentRun);
  return watch;
}

describe('the page of an experiment', () => {
  it('shows each estimate with its unit, and why it is unreliable', async () => {
    const warning = { kind: 'few', message: 'with 2 values', needed: 10 } as const;
    const interval = { mean: 2, halfWidth: 1, count: 2, lower: 1, upper: 3 };
    const known = { case: 0, name: 'late', unit: 'pieces', relative: 0.1, interval, isReached: false, warning };
    const watch = watching(experiment, { replications: [replication(0, 1), replication(1, 3)], estimates: [known] });
    const { estimates } = await watch.view();
    expect(estimates.map(({ name, unit, mean, n, caution }) => [name, unit, mean, n, caution])).toEqual([
      ['late', 'pieces', 2, 2, 'few'],
      ['cost', '€', 2, 2, 'few'],
    ]);
  });

  it('has a log of what has ended since it began, by case, and of what is to be noted', async () => {
    const watch = watching(experiment, { replications: [replication(0, 1), replication(1), replication(2)] });
    const text = (): string[] => watch.lines.after(0).map(({ of, text: line }) => `${of}: ${line}`);
    expect(text()).toEqual(['experiment: resumed with 1 replication in the folder']);
    const progress = { ...watch.progress, notes: ['the disk is nearly full'] };
    for (let look = 0; look < 2; look++)
      watch.hear({ ...progress, replications: [replication(0, 1), replication(1, 3), replication(2)] });
    watch.hear({ ...progress, replications: [{ ...replication(2, 3), isElsewhere: true }] });
    watch.ended('FINISHED');
    expect(text().slice(1)).toEqual([
      'case 0: replication 0/1 FINISHED after 1.0 s: digest ',
      'experiment: the disk is nearly full',
      'experiment: FINISHED',
    ]);
  });

  it('counts only the replications of its own shard, and shows where the others are', async () => {
    const elsewhere = { isElsewhere: true } as const;
    const waiting = { ...replication(3), status: 'SUBMITTED', ...elsewhere } as const;
    const replications = [replication(0, 1), { ...replication(1, 3), ...elsewhere }, replication(2), waiting];
    const { counts, cases } = await watching(experiment, { replications }).view();
    expect(counts).toEqual({ waiting: 0, running: 1, finished: 1, failed: 0 });
    expect(cases).toMatchObject([{ counts, states: '2-1-' }]);
  });
});
