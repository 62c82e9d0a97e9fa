import type { ExperimentProgress, ExperimentStatus, ReplicationProgress } from '@disco-engine/experiments';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExperimentDisplay } from '../../src/experiment/experiment-display.js';
import { OptimisationDisplay } from '../../src/experiment/optimisation-display.js';
import { RunDisplay } from '../../src/run/run-display.js';
import { FakeTerminal } from '../terminal/fake-terminal.js';

const LIVE = { CI: '', TERM: 'xterm', FORCE_COLOR: undefined, NO_COLOR: undefined };
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  for (const [name, value] of Object.entries(LIVE)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const cases = [0, 1].map((number) => ({ number, parameters: {} }));
const experiment = { cases, duration: 100, precision: [] };

/** Four replications of two cases, of which a number have ended; the next one has reached an epoch. */
function progress(ended: number, epoch = 0, failed: readonly number[] = []): ExperimentProgress {
  const replications = Array.from({ length: 4 }, (_, at): ReplicationProgress => {
    const key = { case: Math.floor(at / 2), replication: at % 2 };
    if (at > ended) return { ...key, status: 'SUBMITTED', partitions: [], epoch: 0 };
    if (at === ended) return { ...key, status: 'ACTIVE', partitions: [], epoch };
    const status: ExperimentStatus = failed.includes(at) ? 'FAILED' : 'FINISHED';
    const error = failed.includes(at) ? { code: 'HANDLER_FAILED', message: 'on fire', place: {} } : null;
    const record = { ...key, status, digest: `d${at}`, seconds: 1, error } as ReplicationProgress['record'];
    return { ...key, status, partitions: [], epoch: 100, record };
  });
  return { status: 'ACTIVE', replications, notes: [], estimates: [] };
}

describe('an experiment', () => {
  it('shows a bar on a terminal, with count, rate, time left and position', () => {
    const terminal = new FakeTerminal(120);
    const display = new ExperimentDisplay(terminal.stream, experiment);
    display.show(progress(1));
    vi.advanceTimersByTime(10_000);
    display.show(progress(2, 50));
    // Two and a half of four are done. One existed before, so one and a half took ten seconds.
    expect(terminal.lines).toEqual([
      `${'█'.repeat(15)}${'░'.repeat(9)}  2 of 4 replications  6.0/min  10 s left  case 1, replication 0 at epoch 50`,
    ]);
    display.end();
    expect(terminal.lines).toEqual(['']);
  });

  it('prints only failed replications above its bar', () => {
    const terminal = new FakeTerminal();
    const display = new ExperimentDisplay(terminal.stream, experiment);
    display.show(progress(0));
    vi.advanceTimersByTime(1000);
    display.show(progress(2, 0, [1]));
    expect(terminal.lines).toEqual([
      'case 0, replication 1: failed: HANDLER_FAILED, 1.0 s',
      expect.stringMatching(/ {2}2 of 4 replications {2}2\.0\/s {2}1 s left {2}1 failed {2}case 1/),
    ]);
    display.end();
  });

  it('shows the precision reached so far, and the target', () => {
    const terminal = new FakeTerminal(160);
    const precision = [{ channel: 'shop/a/wait', relative: 0.05 }];
    const display = new ExperimentDisplay(terminal.stream, { ...experiment, precision });
    const interval = { mean: 12.345, halfWidth: 0.8, count: 3 } as ExperimentProgress['estimates'][number]['interval'];
    const known = { unit: '', interval, isReached: false, warning: undefined };
    const estimate = { case: 0, name: 'shop/a/wait', relative: 0.05, ...known };
    const estimates = [estimate, { ...estimate, case: 1, name: 'other' }];
    display.show({ ...progress(1), estimates });
    expect(terminal.lines[0]).toMatch(
      / 1 of at most 4 replications {2}case 0, replication 1 at epoch 0 {2}shop\/a\/wait 12\.35 ± 0\.80 \(6\.5 %, target 5 %\)$/,
    );
    display.end();
  });

  it('prints a first line, one every ten seconds, each failure, and a last line in a pipe', () => {
    const pipe = new FakeTerminal(0, false);
    const display = new ExperimentDisplay(pipe.stream, experiment);
    display.show(progress(0));
    vi.advanceTimersByTime(5000);
    display.show(progress(1));
    vi.advanceTimersByTime(9000);
    display.show(progress(2));
    vi.advanceTimersByTime(1000);
    display.show(progress(2, 50));
    display.show(progress(3, 0, [2]));
    display.show(progress(4, 0, [2]));
    display.end();
    display.end();
    expect(pipe.writes).toEqual([
      '1 of 4 replications, 12.0/min, 15 s left\n',
      '2 of 4 replications, 8.6/min, 14 s left\n',
      'case 1, replication 0: failed: HANDLER_FAILED, 1.0 s\n',
      '4 of 4 replications, 16.0/min\n',
    ]);
  });

  it('says nothing about the time left before a replication has ended, and leaves out the start of the workers', () => {
    const terminal = new FakeTerminal(120);
    const display = new ExperimentDisplay(terminal.stream, experiment);
    const submitted = progress(0).replications.map((one) => ({ ...one, status: 'SUBMITTED' as const }));
    display.show({ ...progress(0), replications: submitted });
    vi.advanceTimersByTime(30_000);
    display.show(progress(0));
    vi.advanceTimersByTime(5000);
    display.show(progress(0, 50));
    expect(terminal.lines[0]).not.toContain('left');
    vi.advanceTimersByTime(5000);
    display.show(progress(1));
    expect(terminal.lines[0]).toContain('  30 s left');
    display.end();
  });

  it('prints nothing in a pipe while no replication ends, and none twice', () => {
    const pipe = new FakeTerminal(0, false);
    const display = new ExperimentDisplay(pipe.stream, experiment);
    for (let second = 0; second < 60; second += 1, vi.advanceTimersByTime(1000)) display.show(progress(1));
    display.end();
    expect(pipe.writes).toEqual([]);
  });

  it('clears its bar when it is interrupted, and does not draw it again', () => {
    const terminal = new FakeTerminal();
    const display = new ExperimentDisplay(terminal.stream, experiment);
    display.show(progress(1));
    display.interrupt();
    display.show(progress(2));
    vi.advanceTimersByTime(1000);
    expect(terminal.lines).toEqual([
      'Interrupted: what runs is canceled, what has finished is kept. Ctrl-C again ends at once.',
      '',
    ]);
  });
});

describe('one run', () => {
  const at = (epoch: number, events: number) => ({ epoch, until: 2000, activations: 1, events });

  it('shows a bar on a terminal, with epoch, events, event rate and time left', () => {
    const terminal = new FakeTerminal();
    const display = new RunDisplay(terminal.stream);
    // Workers start, which says nothing about the pace.
    vi.advanceTimersByTime(1000);
    display.show(at(0, 0));
    expect(terminal.lines[0]).not.toContain('left');
    vi.advanceTimersByTime(3000);
    display.show(at(1500, 1_234_000));
    expect(terminal.lines).toEqual([
      `${'█'.repeat(18)}${'░'.repeat(6)}  epoch 1,500 of 2,000  1.2M events  308.5K events/s  1 s left`,
    ]);
    display.interrupt();
    expect(terminal.lines).toEqual(['Interrupted: the run is canceled. Ctrl-C again ends at once.', '']);
  });

  it('counts activations if there are more of them, as in a model made of processes', () => {
    const terminal = new FakeTerminal();
    const display = new RunDisplay(terminal.stream);
    vi.advanceTimersByTime(4000);
    display.show({ ...at(1000, 0), activations: 8000 });
    expect(terminal.lines[0]).toContain('8K activations  2K activations/s');
    display.end();
  });

  it('prints a line every ten seconds in a pipe', () => {
    const pipe = new FakeTerminal(0, false);
    const display = new RunDisplay(pipe.stream);
    for (let second = 1; second <= 25; second++) {
      vi.advanceTimersByTime(1000);
      display.show(at(second * 10, second * 1000));
    }
    display.end();
    expect(pipe.writes).toEqual([
      'epoch 100 of 2,000, 10K events, 1K events/s, 3 min 10 s left\n',
      'epoch 200 of 2,000, 20K events, 1K events/s, 3 min left\n',
    ]);
  });
});

describe('an optimisation', () => {
  const at = (replications: number, wanted: number) => ({ candidates: 12, replications, wanted, budget: 400 });

  it('shows a bar on a terminal, with the most time that is left', () => {
    const terminal = new FakeTerminal(120);
    const display = new OptimisationDisplay(terminal.stream);
    display.show(at(100, 150));
    vi.advanceTimersByTime(5000);
    // Until the first round is over, nobody knows how many replications end together.
    display.show(at(101, 150));
    expect(terminal.lines[0]).not.toContain('left');
    vi.advanceTimersByTime(5000);
    display.show(at(200, 250));
    expect(terminal.lines).toEqual([
      `${'█'.repeat(12)}${'░'.repeat(12)}  200 of at most 400 replications  12 candidates  10.0/s  at most 20 s left`,
    ]);
    display.end();
  });

  it('prints a line for a round in a pipe, at most one every ten seconds', () => {
    const pipe = new FakeTerminal(0, false);
    const display = new OptimisationDisplay(pipe.stream);
    for (const replications of [0, 1, 2]) display.show(at(replications, 10));
    display.show(at(10, 20));
    vi.advanceTimersByTime(10_000);
    display.show(at(20, 40));
    display.end();
    expect(pipe.writes).toEqual([
      '0 of at most 400 replications, 12 candidates; 10 replications in this round\n',
      '20 of at most 400 replications, 12 candidates; 20 replications in this round\n',
    ]);
  });
});
