import { describe, expect, it } from 'vitest';
import { buildTopology, Kernel, type DiscoError, type KernelOptions } from '@disco-engine/kernel';
import { thrownBy } from '../problems.js';
import { completeLayer, layer, topologySpec } from '../sketch.js';
import { Trial } from '../trial.js';

const sketch = { simprocs: [layer('x'), completeLayer('all', 1)], nodes: ['a', 'b'], edges: { x: ['a>b'] } };

/** What every call throws while no handler runs; `~3` is a link of the complete layer. */
function refusedCalls(kernel: Kernel): DiscoError[] {
  return [
    () => kernel.send(0, 1, null),
    () => kernel.send(~3, 1, null),
    () => kernel.wakeup(1),
    () => kernel.wakeup(1, true),
    () => kernel.wakeupAfter(1),
    () => kernel.wakeupAfter(NaN),
    () => kernel.timer(0, 1, null),
    () => kernel.timerAfter(0, NaN, null),
    () => kernel.promise(0, 1),
    () => kernel.promise(~3, 1),
  ].map(thrownBy);
}

function expectOutside(errors: readonly DiscoError[]): void {
  expect(errors.map(({ code }) => code)).toEqual(Array.from({ length: 10 }, () => 'CALL_OUTSIDE_HANDLER'));
  expect(errors.map(({ message }) => message.split(' ')[0])).toEqual([
    'send',
    'send',
    'wakeup',
    'wakeup',
    'wakeupAfter',
    'wakeupAfter',
    'timer',
    'timerAfter',
    'promise',
    'promise',
  ]);
}

describe('outside a handler', () => {
  it.each<KernelOptions>([{}, { payloads: 'strict' }, { digest: 'off' }])('every call throws with %o', (options) => {
    const trial = new Trial(sketch, {}, options);
    expectOutside(refusedCalls(trial.kernel));
    trial.kernel.advance(5);
    expectOutside(refusedCalls(trial.kernel));
    expect(trial.kernel.isFinished).toBe(true);
    expect(trial.kernel.eventsSent).toBe(0);
  });

  it('includes the creation of nodes', () => {
    let errors: DiscoError[] = [];
    const program = { handlers: [() => {}, () => {}] };
    const kernel = new Kernel(buildTopology(topologySpec(sketch)), (own) => {
      errors = refusedCalls(own);
      return ['a', 'b'].map((node) => ({ node, program, state: {} }));
    });
    expectOutside(errors);
    expect(kernel.advance(Infinity)).toBe('finished');
  });

  it('includes promise methods', () => {
    const seen: DiscoError[][] = [];
    const trial = new Trial(sketch, {}, { promises: { x: () => seen.push(refusedCalls(trial.kernel)) && 0 } });
    trial.kernel.advance(Infinity);
    expect(seen).toHaveLength(2);
    seen.forEach(expectOutside);
  });

  it('includes observers, whatever they observe', () => {
    const seen: DiscoError[][] = [];
    const trial = new Trial(
      sketch,
      {
        x: (node) => {
          if (node.name !== 'a') return;
          node.promise('b/x', 0);
          node.wakeup(node.epoch + 1);
          node.send('b/x', node.epoch);
          node.send('b/x', node.epoch, 'again: the port is active as before');
        },
      },
      { promises: { x: (node) => node.epoch } },
    );
    const { activations, sends, wakeups, promises } = trial.kernel.observe;
    for (const point of [activations, sends, wakeups, promises]) {
      point.subscribe({ next: () => seen.push(refusedCalls(trial.kernel)) });
    }
    trial.kernel.advance(1);
    expect(seen).toHaveLength(4 + 2 + 1 + 3);
    seen.forEach(expectOutside);
    expect(trial.of('b/x')[0]).toContain('#1="again');
  });
});
