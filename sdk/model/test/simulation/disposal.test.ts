import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  DiscoError,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  Simulation,
  type RunOptions,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal, thrownBy } from '../refusal.js';

/** Something that a node needs from its environment, and must not use after it has been disposed of. */
class Service {
  uses = 0;
  usesAfterwards = 0;
  disposals = 0;

  use(): void {
    if (this.disposals === 0) this.uses += 1;
    else this.usesAfterwards += 1;
  }

  dispose(): void {
    this.disposals += 1;
  }
}

@Node('clock')
class Clock {
  constructor(
    private readonly context: NodeContext,
    readonly service: Service,
  ) {}

  @OnEvent('tick')
  tick(): void {
    this.service.use();
    this.context.wakeup(this.context.epoch + 1);
  }
}

async function clock(): Promise<{ simulation: Simulation; service: Service }> {
  const scenario = new ScenarioBuilder().vertex('clock', 'a').build();
  const providers = [{ token: Service, useClass: Service }];
  const simulation = await Simulation.create(modelOf({ simprocs: ['tick'], nodes: [Clock] }), { scenario, providers });
  return { simulation, service: simulation.node('clock/a', Clock).service };
}

/** Waits until a run has had its first slices. */
async function underWay(simulation: Simulation): Promise<void> {
  while (simulation.activationCount === 0) await wait(1);
}

describe('disposing of a running simulation', () => {
  it('ends the run first, and then disposes of what it used', async () => {
    const { simulation, service } = await clock();
    let completed = false;
    simulation.activations.subscribe({ complete: () => (completed = true) });
    const run = refusal(() => simulation.run({ until: Infinity }));
    await underWay(simulation);
    await simulation.dispose();
    const error = await run;
    expect(error).toMatchObject({ code: 'RUN_ABORTED', name: 'AbortError', cause: { code: 'RUN_DISPOSED' } });
    const { activationCount } = simulation;
    await wait(20);
    expect(simulation.activationCount).toBe(activationCount);
    expect(service).toMatchObject({ uses: activationCount, usesAfterwards: 0, disposals: 1 });
    expect(completed).toBe(true);
  });

  it('ends a paused run', async () => {
    const { simulation, service } = await clock();
    simulation.pause();
    const run = refusal(() => simulation.run({ until: 5 }));
    await wait(5);
    await simulation.dispose();
    expect((await run).code).toBe('RUN_ABORTED');
    expect(service).toMatchObject({ uses: 0, disposals: 1 });
  });

  it('lets a call of until that asked for it finish', async () => {
    const { simulation, service } = await clock();
    const disposals: Promise<void>[] = [];
    simulation.activations.subscribe(({ epoch }) => epoch === 3 && disposals.push(simulation.dispose()));
    expect(simulation.until(9).activations).toBe(9);
    await Promise.all(disposals);
    expect(disposals).toHaveLength(1);
    expect(service).toMatchObject({ uses: 9, usesAfterwards: 0, disposals: 1 });
  });

  it('happens once, however often it is called', async () => {
    const { simulation, service } = await clock();
    await Promise.all([simulation.dispose(), simulation.dispose()]);
    await simulation.dispose();
    expect(service.disposals).toBe(1);
  });

  it('is final: step, until and run are refused, and results can be read', async () => {
    const { simulation } = await clock();
    simulation.until(5);
    const { digest } = simulation;
    await simulation.dispose();
    const errors = [
      thrownBy(() => simulation.step()) as DiscoError,
      thrownBy(() => simulation.until(9)) as DiscoError,
      await refusal(() => simulation.run({ until: 9 })),
    ];
    expect(errors.map(({ code, message }) => `${code}: ${message.split(';')[0]}`)).toEqual([
      'RUN_DISPOSED: step was called after dispose()',
      'RUN_DISPOSED: until was called after dispose()',
      'RUN_DISPOSED: run was called after dispose()',
    ]);
    expect([simulation.digest, simulation.epoch, simulation.summaries()]).toEqual([digest, 4, []]);
  });

  it('leaves the signal of the caller as it was: it still aborts, and no listeners remain', async () => {
    const { simulation } = await clock();
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      reason: 'enough' as unknown,
      addEventListener: (_: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: 'abort', listener: () => void) => void listeners.delete(listener),
    };
    const onProgress = (): boolean => (signal.aborted = true);
    expect(await refusal(() => simulation.run({ until: Infinity, signal, onProgress }))).toMatchObject({
      code: 'RUN_ABORTED',
      cause: 'enough',
    });
    signal.aborted = false;
    simulation.pause();
    const paused = refusal(() => simulation.run({ until: Infinity, signal }));
    await wait(1);
    expect(listeners.size).toBe(1);
    signal.aborted = true;
    for (const listener of listeners) listener();
    expect((await paused).code).toBe('RUN_ABORTED');
    expect(listeners.size).toBe(0);
  });
});

describe('a call with invalid arguments', () => {
  it.each<[unknown, string]>([
    ['5', "'5'"],
    [null, 'null'],
    [undefined, 'undefined'],
    [NaN, 'NaN'],
    [-1, '-1'],
  ])('a horizon of %s is refused', async (horizon, shown) => {
    const { simulation } = await clock();
    const wanted = { code: 'EPOCH_INVALID', message: `the horizon is ${shown}; give a number of at least 0` };
    expect(thrownBy(() => simulation.until(horizon as number))).toMatchObject(wanted);
    expect(await refusal(() => simulation.run({ until: horizon as number }))).toMatchObject(wanted);
    expect(simulation.activationCount).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'run was called with undefined; give options with a horizon, as in run({ until: 365 })'],
    ['a horizon alone', 5, 'run was called with 5; give options with a horizon, as in run({ until: 365 })'],
    ['null', null, 'run was called with null; give options with a horizon, as in run({ until: 365 })'],
  ])('run is refused with %s', async (_, options, message) => {
    const { simulation } = await clock();
    const error = await refusal(() => simulation.run(options as RunOptions));
    expect(error).toMatchObject({ code: 'ARGUMENT_INVALID', message });
    expect(simulation.activationCount).toBe(0);
  });
});
