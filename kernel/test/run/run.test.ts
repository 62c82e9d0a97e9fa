import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Run, type Progress } from '@disco-engine/kernel';
import { thrownBy } from '../problems.js';
import { ticking, tickingDigest } from './clockwork.js';

describe('step', () => {
  it('performs one activation, and returns whether there was one', () => {
    const { run, trial } = ticking(() => {}, 2);
    expect([run.step(), run.step(), run.step(), run.step()]).toEqual([true, true, true, false]);
    expect(trial.trace).toEqual(['a/x@0 []', 'a/x@1 []', 'a/x@2 []']);
    expect(run.state).toBe('finished');
  });
});

describe('until', () => {
  it('reports how far it got, and whether more could happen', () => {
    const { run } = ticking(() => {}, 5);
    expect(run.until(3)).toEqual({ epoch: 2, until: 3, activations: 3, events: 0, finished: false });
    expect(run.until(2)).toMatchObject({ epoch: 2, activations: 3, finished: false });
    expect(run.until(99)).toEqual({ epoch: 5, until: 99, activations: 6, events: 0, finished: true });
  });

  it('never gives the host a turn', () => {
    const { run, host } = ticking(() => {}, 1000);
    run.until(Infinity);
    expect(host.turns).toBe(0);
  });
});

describe('a cooperative run', () => {
  it('does the same as a run in one go', async () => {
    const { run, kernel } = ticking();
    expect(await run.cooperate({ until: 500 })).toMatchObject({ epoch: 499, activations: 500, finished: false });
    expect(kernel.digest).toBe(tickingDigest(500));
  });

  it('gives the host a turn after each budget of work', async () => {
    const { run, host } = ticking();
    const at: number[] = [];
    await run.cooperate({ until: 100, budget: 8, onProgress: () => at.push(host.time) });
    const slices = at.map((time, index) => time - (at[index - 1] ?? 0));
    expect(slices.slice(0, -1).every((slice) => slice >= 8 && slice <= 9)).toBe(true);
    expect(host.turns).toBe(slices.length - 1);
    expect(at.at(-1)).toBe(100);
  });

  it('stays close to its budget when activations are fast, and when they suddenly become slow', async () => {
    const { run, host } = ticking((node) => {
      host.time += node.epoch < 5000 ? -0.999 : 0;
    });
    const at: number[] = [];
    await run.cooperate({ until: 5200, budget: 10, onProgress: () => at.push(host.time) });
    const slices = at.map((time, index) => time - (at[index - 1] ?? 0));
    expect(Math.max(...slices)).toBeLessThan(10 + 128);
    expect(Math.max(...slices.slice(1))).toBeLessThan(25);
    expect(host.turns).toBe(slices.length - 1);
  });

  it('lets timers of a real event loop fire in between', async () => {
    const { kernel } = ticking();
    const run = new Run(kernel, { now: () => performance.now(), turn: () => immediate() });
    let fired = 0;
    const stop = new AbortController();
    const timer = setInterval(() => ++fired === 3 && stop.abort(), 1);
    await expect(run.cooperate({ until: Infinity, signal: stop.signal, budget: 1 })).rejects.toThrow('aborted');
    clearInterval(timer);
    expect(fired).toBe(3);
    expect(kernel.activations).toBeGreaterThan(3);
  });

  it('ends early if nothing is left, even without a horizon', async () => {
    const { run } = ticking(() => {}, 20);
    expect(await run.cooperate({ until: Infinity })).toMatchObject({ epoch: 20, finished: true });
    expect(run.state).toBe('finished');
  });

  it('reports increasing progress after each slice and at the end', async () => {
    const { run } = ticking();
    const progress: Progress[] = [];
    const report = await run.cooperate({ until: 60, onProgress: (now) => progress.push(now) });
    expect(progress.length).toBeGreaterThan(5);
    progress.slice(1).forEach((now, index) => {
      expect(now.epoch).toBeGreaterThan(progress[index].epoch);
      expect(now.activations).toBeGreaterThan(progress[index].activations);
    });
    expect(new Set(progress.map(({ until }) => until))).toEqual(new Set([60]));
    expect(progress.at(-1)).toMatchObject({ epoch: report.epoch, activations: report.activations });
  });

  it('is ended by an onProgress that throws, and stays intact', async () => {
    const { run, kernel } = ticking();
    const cause = new Error('the bar is full');
    const failing = run.cooperate({
      until: 100,
      onProgress: () => {
        throw cause;
      },
    });
    await expect(failing).rejects.toBe(cause);
    expect(run.state).toBe('ready');
    expect(kernel.activations).toBeLessThan(100);
    await run.cooperate({ until: 100 });
    expect(kernel.digest).toBe(tickingDigest(100));
  });

  it.each([0, -1, NaN])('refuses a budget of %s', async (budget) => {
    const { run, trial } = ticking();
    await expect(run.cooperate({ until: 9, budget })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    expect(trial.trace).toEqual([]);
    await expect(run.cooperate({ until: 9 })).resolves.toMatchObject({ activations: 9 });
  });

  it.each([NaN, -1])('refuses a horizon of %s', async (until) => {
    const { run } = ticking();
    await expect(run.cooperate({ until })).rejects.toMatchObject({ code: 'EPOCH_INVALID' });
    expect(run.state).toBe('ready');
    await expect(run.cooperate({ until: 9 })).resolves.toMatchObject({ activations: 9 });
  });

  it('rejects with the failure of a handler, as does every later call', async () => {
    const { run } = ticking((node) => {
      if (node.epoch === 30) throw new Error('no');
    });
    const error = await run.cooperate({ until: 100 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'a', epoch: 30 } });
    expect(run.state).toBe('failed');
    expect(thrownBy(() => run.until(200))).toBe(error);
    expect(thrownBy(() => run.step())).toBe(error);
    await expect(run.cooperate({ until: 100 })).rejects.toBe(error);
    expect(run.state).toBe('failed');
  });
});

describe('two runs of one kernel at a time', () => {
  it('are refused while a cooperative run is in progress', async () => {
    const { run, host, kernel } = ticking();
    const codes: string[] = [];
    host.atNextTurn(() => {
      codes.push(thrownBy(() => run.until(5)).code, thrownBy(() => run.step()).code);
    });
    const under = run.cooperate({ until: 100 });
    const second = run.cooperate({ until: 200 });
    await expect(second).rejects.toMatchObject({ code: 'RUN_ACTIVE' });
    await under;
    expect(codes).toEqual(['RUN_ACTIVE', 'RUN_ACTIVE']);
    expect(kernel.digest).toBe(tickingDigest(100));
    await expect(run.cooperate({ until: 101 })).resolves.toMatchObject({ activations: 101 });
  });

  it('are refused from inside a handler', async () => {
    const codes: string[] = [];
    const later: Promise<unknown>[] = [];
    const { run, kernel } = ticking((node) => {
      if (node.epoch !== 3) return;
      codes.push(thrownBy(() => run.until(5)).code, thrownBy(() => run.step()).code);
      later.push(run.cooperate({ until: 9 }).catch((error: { code: string }) => codes.push(error.code)));
    });
    expect(run.until(10)).toMatchObject({ activations: 10 });
    await Promise.all(later);
    expect(codes).toEqual(['RUN_ACTIVE', 'RUN_ACTIVE', 'RUN_ACTIVE']);
    expect(kernel.digest).toBe(tickingDigest(10));
    expect(run.state).toBe('ready');
  });
});
