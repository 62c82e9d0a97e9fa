import { describe, expect, it } from 'vitest';
import { buildTopology, Kernel } from '@disco-engine/kernel';
import { thrownBy } from '../problems.js';
import { layer, topologySpec } from '../sketch.js';
import { Trial } from '../trial.js';

const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };

function failing(cause: unknown): Trial {
  return new Trial(sketch, {
    x: (node) => {
      if (node.name === 'a' && node.epoch === 0) [3, 3, 4].forEach((epoch) => node.send('b/x', epoch));
      if (node.epoch === 3) throw cause;
    },
  });
}

describe('an exception in a handler', () => {
  it('ends the run, and names node, simproc, epoch, batch size and cause', () => {
    const cause = new TypeError('out of stock');
    const error = thrownBy(() => failing(cause).kernel.advance(10));
    expect(error.code).toBe('HANDLER_FAILED');
    expect(error.place).toEqual({ node: 'b', simproc: 'x', epoch: 3 });
    expect(error.message).toBe('b/x failed at epoch 3 with 2 events: out of stock');
    expect(error.cause).toBe(cause);
  });

  it('says 1 event, and 0 events for a wakeup', () => {
    const trial = (epoch: number): Trial =>
      new Trial(sketch, {
        x: (node) => {
          if (node.name === 'a' && node.epoch === 0) node.send('b/x', 3);
          if (node.name === 'b' && node.epoch === 0) node.wakeup(2);
          if (node.epoch === epoch) throw new Error('no');
        },
      });
    expect(thrownBy(() => trial(3).kernel.advance(10)).message).toContain('with 1 event: no');
    expect(thrownBy(() => trial(2).kernel.advance(10)).message).toContain('with 0 events: no');
  });

  it.each(['a string', 7, undefined, null])('may be %o', (cause) => {
    const error = thrownBy(() => failing(cause).kernel.advance(10));
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', cause });
    expect(error.message).toContain(String(cause));
  });

  it('is thrown again by every later call, and nothing more happens', () => {
    const trial = failing(new Error('no'));
    const error = thrownBy(() => trial.kernel.advance(10));
    const { length } = trial.trace;
    for (const until of [0, 10, Infinity]) expect(thrownBy(() => trial.kernel.advance(until))).toBe(error);
    expect(trial.kernel.failure).toBe(error);
    expect(trial.trace).toHaveLength(length);
    expect(thrownBy(() => trial.kernel.send(0, 20, null)).code).toBe('CALL_OUTSIDE_HANDLER');
  });
});

describe('a handler that returns something', () => {
  it.each<[string, () => unknown]>([
    ['a promise', async () => {}],
    ['a promise that is rejected later', async () => Promise.reject(new Error('too late'))],
    ['a number', () => 0],
    ['null', () => null],
  ])('such as %s is refused, since it is probably asynchronous', (_, handler) => {
    const program = { handlers: [handler as () => void, () => {}] };
    const runtimes = ['a', 'b'].map((node) => ({ node, program, state: {} }));
    const error = thrownBy(() => new Kernel(buildTopology(topologySpec(sketch)), runtimes).advance(1));
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'a', simproc: 'x', epoch: 0 } });
    expect(error.cause).toMatchObject({ code: 'HANDLER_RETURNED', message: expect.stringContaining('is it async?') });
  });
});

describe('a run that calls itself', () => {
  it('is refused from inside a handler', () => {
    const codes: string[] = [];
    const trial: Trial = new Trial(sketch, {
      x: () => codes.push(thrownBy(() => trial.kernel.advance(5)).code),
    });
    expect(trial.kernel.advance(5)).toBe('finished');
    expect(codes).toEqual(['RUN_ACTIVE', 'RUN_ACTIVE']);
    expect(trial.trace).toHaveLength(4);
  });
});
