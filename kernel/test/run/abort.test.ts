import { describe, expect, it } from 'vitest';
import { DiscoError, type RunOptions } from '@disco-engine/kernel';
import { ticking, tickingDigest } from './clockwork.js';

async function aborted(running: Promise<unknown>): Promise<DiscoError> {
  const error = await running.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DiscoError)) throw new Error(`not aborted: ${String(error)}`);
  return error;
}

describe('an aborted run', () => {
  it('rejects with RUN_ABORTED, the name AbortError, the epoch and the reason', async () => {
    const { run, host, kernel } = ticking();
    const stop = new AbortController();
    const reason = new Error('somebody left');
    host.atNextTurn(() => stop.abort(reason));
    const error = await aborted(run.cooperate({ until: 100, signal: stop.signal }));
    expect(error).toMatchObject({ name: 'AbortError', code: 'RUN_ABORTED', cause: reason });
    expect(error.place).toEqual({ epoch: kernel.epoch });
    expect(error.message).toContain(`epoch ${kernel.epoch}`);
    expect(kernel.activations).toBeGreaterThan(0);
    expect(kernel.activations).toBeLessThan(20);
  });

  it('can continue afterwards, and reaches the same digest', async () => {
    const { run, host, kernel } = ticking();
    for (let time = 0; time < 3; time++) {
      const stop = new AbortController();
      host.atNextTurn(() => stop.abort());
      await aborted(run.cooperate({ until: 100, signal: stop.signal }));
      expect(run.state).toBe('ready');
    }
    expect(kernel.activations).toBeLessThan(100);
    await run.cooperate({ until: 100 });
    expect(kernel.digest).toBe(tickingDigest(100));
  });

  it('does nothing at all if the signal came first', async () => {
    const { run, trial } = ticking();
    expect((await aborted(run.cooperate({ until: 9, signal: AbortSignal.abort() }))).code).toBe('RUN_ABORTED');
    expect(trial.trace).toEqual([]);
    expect(run.state).toBe('ready');
  });

  it('is aborted by a handler only at the end of the slice, between two activations', async () => {
    const stop = new AbortController();
    const { run, trial } = ticking((node) => node.epoch === 2 && stop.abort());
    await aborted(run.cooperate({ until: 100, signal: stop.signal }));
    expect(trial.trace.length).toBeGreaterThan(2);
    run.until(100);
    expect(trial.trace).toHaveLength(100);
  });

  it('ends even without a horizon', async () => {
    const { run, host } = ticking();
    const stop = new AbortController();
    const options: RunOptions = {
      until: Infinity,
      signal: stop.signal,
      onProgress: ({ epoch }) => epoch > 50 && host.atNextTurn(() => stop.abort()),
    };
    expect((await aborted(run.cooperate(options))).code).toBe('RUN_ABORTED');
  });

  it('has completed if the signal comes after the last slice', async () => {
    const { run } = ticking();
    const stop = new AbortController();
    const report = await run.cooperate({
      until: 3,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(report.activations).toBe(3);
  });
});

describe('a paused run', () => {
  it('is aborted without being resumed, and leaves no listener behind', async () => {
    const { run, trial } = ticking();
    let listeners = 0;
    const stop = new AbortController();
    const signal = {
      get aborted() {
        return stop.signal.aborted;
      },
      get reason(): unknown {
        return stop.signal.reason;
      },
      addEventListener: (type: 'abort', listener: () => void) => {
        listeners += 1;
        stop.signal.addEventListener(type, listener);
      },
      removeEventListener: (type: 'abort', listener: () => void) => {
        listeners -= 1;
        stop.signal.removeEventListener(type, listener);
      },
    };
    run.pause();
    const running = run.cooperate({ until: 100, signal });
    setImmediate(() => stop.abort());
    expect((await aborted(running)).code).toBe('RUN_ABORTED');
    expect(listeners).toBe(0);
    expect(trial.trace).toEqual([]);
    expect(run.state).toBe('ready');
  });
});
