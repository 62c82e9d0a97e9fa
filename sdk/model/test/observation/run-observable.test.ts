import { concatWith, filter, map, merge, of, startWith, take, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Node, NodeContext, OnEvent, ScenarioBuilder, Simulation, DataLogger } from '@disco-engine/sdk';
import { ObservableLog } from '@disco-engine/sdk/observe';
import { unhandledDuring } from '../../../../kernel/test/observation/unhandled.js';
import { RunObservable } from '../../src/observables/run-observable.js';
import { modelOf } from '../model-of.js';

@Node('clock')
class Clock {
  readonly #ticks;

  constructor(
    private readonly context: NodeContext,
    log: DataLogger,
  ) {
    this.#ticks = log.series('ticks');
  }

  @OnEvent('tick')
  tick(): void {
    this.#ticks.record(this.context.epoch);
    if (this.context.epoch < 100) this.context.wakeup(this.context.epoch + 1);
  }
}

async function clock(log?: ObservableLog): Promise<Simulation> {
  const scenario = new ScenarioBuilder().vertex('clock', 'a').build();
  return Simulation.create(modelOf({ simprocs: ['tick'], nodes: [Clock] }), { scenario, log });
}

const error = new Error('not my day');

/** How often a subscriber that always throws is called, and what surfaces outside, while a clock ticks 101 times. */
async function failing(
  source: (simulation: Simulation, log: ObservableLog) => Observable<unknown>,
): Promise<{ calls: number; unhandled: unknown[]; heard: number }> {
  const log = new ObservableLog();
  const simulation = await clock(log);
  let [calls, heard] = [0, 0];
  const unhandled = await unhandledDuring(async () => {
    const observable = source(simulation, log);
    observable.subscribe(() => {
      calls += 1;
      throw error;
    });
    observable.subscribe(() => (heard += 1));
    simulation.until(200);
    // RxJS reports in a timer.
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  return { calls, unhandled, heard };
}

describe('a subscriber that throws', () => {
  it.each<[string, (simulation: Simulation, log: ObservableLog) => Observable<unknown>, number]>([
    ['activations', ({ activations }) => activations, 101],
    ['wakeups', ({ wakeups }) => wakeups, 100],
    [
      'the results of operators',
      ({ activations }) =>
        activations.pipe(
          filter(() => true),
          map(({ epoch }) => epoch),
        ),
      101,
    ],
    ['the points of a log', (_, { points }) => points, 101],
  ])('is dropped from %s, its error is reported once, and the others go on', async (_, source, all) => {
    expect(await failing(source)).toEqual({ calls: 1, unhandled: [error], heard: all });
  });

  it('is also dropped if it throws while subscribing', async () => {
    const source = (simulation: Simulation): Observable<unknown> => simulation.activations.pipe(startWith('begin'));
    expect(await failing(source)).toEqual({ calls: 1, unhandled: [error], heard: 102 });
  });

  it('leaves no listeners', async () => {
    let begun = 0;
    let ended = 0;
    const source = new RunObservable<number>((subscriber) => {
      begun += 1;
      subscriber.next(1);
      return () => (ended += 1);
    });
    const unhandled = await unhandledDuring(async () => {
      source.subscribe(() => {
        throw error;
      });
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect({ begun, ended, unhandled }).toEqual({ begun: 1, ended: 1, unhandled: [error] });
  });
});

describe('an observable of a run', () => {
  it('behaves like any other for subscribers that do not throw', () => {
    const seen: string[] = [];
    const numbers = RunObservable.of(of(1, 2, 3));
    numbers.subscribe({ next: (n) => seen.push(`${n}`), complete: () => seen.push('end') });
    numbers.pipe(take(1), concatWith(of(9))).subscribe((n) => seen.push(`then ${n}`));
    merge(numbers, of(7)).subscribe({ complete: () => seen.push('merged') });
    numbers.subscribe(null, null, () => seen.push('only the end'));
    numbers.subscribe().unsubscribe();
    expect(seen).toEqual(['1', '2', '3', 'end', 'then 1', 'then 9', 'merged', 'only the end']);
  });

  it('passes on the error of an operator', () => {
    const seen: unknown[] = [];
    const wrong = RunObservable.of(of(1, 2)).pipe(
      map(() => {
        throw error;
      }),
    );
    wrong.subscribe({ next: () => seen.push('next'), error: (reason) => seen.push(reason) });
    expect(seen).toEqual([error]);
  });

  it('calls the methods of an observer with the observer as this', () => {
    const observer = {
      sum: 0,
      next(n: number): void {
        this.sum += n;
      },
    };
    RunObservable.of(of(1, 2, 3)).subscribe(observer);
    expect(observer.sum).toBe(6);
  });

  it('releases the run when a subscriber unsubscribes', async () => {
    const simulation = await clock();
    const epochs: number[] = [];
    const subscription = simulation.activations.pipe(map(({ epoch }) => epoch)).subscribe((epoch) => {
      epochs.push(epoch);
      if (epoch === 3) subscription.unsubscribe();
    });
    simulation.until(9);
    expect(epochs).toEqual([0, 1, 2, 3]);
  });
});
