import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { ticking } from './clockwork.js';

function watched(...parameters: Parameters<typeof ticking>) {
  const all = ticking(...parameters);
  const states: string[] = [];
  all.kernel.observe.states.subscribe(({ state, epoch }) => states.push(`${state}@${epoch}`));
  return { ...all, states };
}

describe('the state of a run', () => {
  it('is ready, then running, then ready again at the horizon', () => {
    const { run, states } = watched();
    expect(run.state).toBe('ready');
    run.until(3);
    expect(states).toEqual(['running@0', 'ready@2']);
  });

  it('is running all through the slices of a cooperative run, then ready', async () => {
    const { run, states, host } = watched();
    const during: string[] = [];
    await run.cooperate({ until: 50, onProgress: () => during.push(run.state) });
    expect(host.turns).toBeGreaterThan(3);
    expect(new Set(during)).toEqual(new Set(['running']));
    expect(states).toEqual(['running@0', 'ready@49']);
  });

  it('is finished when nothing is left', async () => {
    const { run, states } = watched(() => {}, 30);
    await run.cooperate({ until: Infinity });
    expect(states).toEqual(['running@0', 'finished@30']);
  });

  it('is paused between pause and resume', async () => {
    const { run, states, host, kernel } = watched();
    let pausedAt = -1;
    host.atNextTurn(() => {
      run.pause();
      pausedAt = kernel.epoch;
    });
    const running = run.cooperate({ until: 50 });
    await immediate();
    run.resume();
    await running;
    expect(states).toEqual(['running@0', `paused@${pausedAt}`, `running@${pausedAt}`, 'ready@49']);
  });

  it('is failed after an exception, for good', () => {
    const { run, states } = watched((node) => {
      if (node.epoch === 2) throw new Error('no');
    });
    thrownBy(() => run.until(5));
    thrownBy(() => run.until(5));
    expect(states).toEqual(['running@0', 'failed@2']);
  });

  it('is not affected by a refused call', () => {
    const { run, states, kernel } = watched();
    kernel.observe.activations.subscribe(() => thrownBy(() => run.until(9)));
    run.until(3);
    expect(states).toEqual(['running@0', 'ready@2']);
  });

  it('is not affected by calls while it is in progress, whose errors name them', async () => {
    const { run, states } = watched(() => {}, 30);
    const running = run.cooperate({ until: 20 });
    expect(thrownBy(() => run.step()).message).toBe('step was called while a run is in progress; await that run first');
    expect(thrownBy(() => run.until(9)).message).toBe(
      'until was called while a run is in progress; await that run first',
    );
    await expect(run.cooperate({ until: 9 })).rejects.toThrow(/^run was called while a run is in progress/);
    await running;
    await expect(run.cooperate({ until: 9, budget: 0 })).rejects.toThrow(/^budget is 0; give a number of milliseconds/);
    expect(states).toEqual(['running@0', 'ready@19']);
  });
});
