import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ticking, tickingDigest } from './clockwork.js';

describe('pause', () => {
  it('stops the run between two slices, and resume continues it to the same digest', async () => {
    const { run, host, kernel } = ticking();
    host.atNextTurn(() => run.pause());
    const running = run.cooperate({ until: 100 });
    await immediate();
    expect(run.state).toBe('paused');
    const { activations } = kernel;
    expect(activations).toBeGreaterThan(0);
    expect(activations).toBeLessThan(100);
    const { turns } = host;
    for (let wait = 0; wait < 20; wait++) await immediate();
    expect(kernel.activations).toBe(activations);
    expect(host.turns).toBe(turns);
    run.resume();
    await running;
    expect(run.state).toBe('ready');
    expect(kernel.digest).toBe(tickingDigest(100));
  });

  it('ends the current slice when a handler or an observer calls it', async () => {
    const { run, kernel } = ticking((node) => node.epoch === 3 && run.pause());
    const running = run.cooperate({ until: 100, budget: 1000 });
    await immediate();
    expect(run.state).toBe('paused');
    expect(kernel.activations).toBeLessThan(100);
    run.resume();
    await expect(running).resolves.toMatchObject({ activations: 100 });
  });

  it('stops a run that has not started yet', async () => {
    const { run, trial } = ticking();
    run.pause();
    const running = run.cooperate({ until: 10 });
    await immediate();
    expect(run.state).toBe('paused');
    expect(trial.trace).toEqual([]);
    run.resume();
    await expect(running).resolves.toMatchObject({ activations: 10 });
  });

  it('may be repeated, and undone before it takes effect', async () => {
    const { run, host } = ticking();
    let pauses = 0;
    run.kernel.observe.states.subscribe(({ state }) => (pauses += state === 'paused' ? 1 : 0));
    host.atNextTurn(() => {
      run.pause();
      run.pause();
      run.resume();
    });
    await run.cooperate({ until: 30 });
    expect(pauses).toBe(0);
    run.resume();
    await expect(run.cooperate({ until: 31 })).resolves.toMatchObject({ activations: 31 });
  });

  it('may be repeated while the run is paused, and one resume ends it', async () => {
    const { run } = ticking();
    run.pause();
    const running = run.cooperate({ until: 10 });
    await immediate();
    expect(run.state).toBe('paused');
    run.pause();
    run.resume();
    await expect(running).resolves.toMatchObject({ activations: 10 });
  });

  it('stays in effect when called again right after resume', async () => {
    const { run, trial } = ticking();
    run.pause();
    const running = run.cooperate({ until: 10 });
    await immediate();
    run.resume();
    run.pause();
    await immediate();
    expect(trial.trace).toEqual([]);
    expect(run.state).toBe('paused');
    run.resume();
    await running;
  });

  it('does not pause a failed run, which rejects at once and stays failed', async () => {
    const { run, kernel } = ticking((node) => {
      if (node.epoch !== 3) return;
      run.pause();
      throw new Error('no');
    });
    const states: string[] = [];
    kernel.observe.states.subscribe(({ state }) => states.push(state));
    await expect(run.cooperate({ until: 100 })).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    run.pause();
    await expect(run.cooperate({ until: 100 })).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    run.resume();
    await expect(run.cooperate({ until: 100 })).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
    expect(run.state).toBe('failed');
    expect(states).toEqual(['running', 'failed']);
  });
});
