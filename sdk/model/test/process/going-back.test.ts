import { Interrupted, type Container, type RunningProcess, type Steps, type Store, type Wait } from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { perform, type Play } from './stage.js';

/** Runs a process that waits for something from epoch 1 on, and reports when it is interrupted there. */
function waiting(
  { processes, run, tell }: Play,
  wait: () => Wait<unknown>,
  left = (): string => 'interrupted',
): RunningProcess {
  return run(function* (): Steps {
    yield* processes.hold(1);
    try {
      yield* wait();
      tell('got it');
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      tell(left());
    }
  });
}

/** The play with its methods bound, for destructuring. */
function bound(play: Play): Play {
  const { processes, context } = play;
  return { processes, context, tell: (what) => play.tell(what), run: (steps, name) => play.run(steps, name) };
}

describe('what goes back after others have filled its place waits for room, ahead of all puts', () => {
  test.each([0, 3])('an item of a store, %i later', async (later) => {
    const told = await perform((unbound) => {
      const play = bound(unbound);
      const { processes } = play;
      const shelf: Store<string> = processes.store('shelf', { capacity: 2 });
      shelf.offer('a');
      shelf.offer('b');
      const taker = waiting(play, () => processes.allOf(shelf.get(), processes.hold(50)));
      play.run(function* (): Steps {
        yield* processes.hold(1);
        yield* processes.hold(later);
        play.tell(`offered ${shelf.offer('c')}`);
        const put = shelf.put('d');
        taker.interrupt();
        yield* processes.hold(0);
        play.tell(`${shelf.items.join(' ')}, d ${put.isDone}`);
        const got: string[] = [];
        for (let left = 4; left > 0; left--) got.push(yield* shelf.get());
        play.tell(`${got.join(' ')}, d ${put.isDone}`);
        put.whenDone(() => undefined);
      });
    });
    const at = 1 + later;
    expect(told).toEqual([`${at} offered true`, `${at} interrupted`, `${at} b c, d false`, `${at} b c a d, d true`]);
  });

  test('but a process that waits for an item that fits gets it at once', async () => {
    const told = await perform((unbound) => {
      const play = bound(unbound);
      const { processes } = play;
      const shelf: Store<string> = processes.store('shelf', { capacity: 1 });
      shelf.offer('a');
      const taker = waiting(play, () => processes.allOf(shelf.get(), processes.hold(50)));
      play.run(function* (): Steps {
        yield* processes.hold(2);
        play.tell(`got ${yield* shelf.get((item) => item === 'a')}, there is ${shelf.items.join(' ')}`);
      });
      play.run(function* (): Steps {
        yield* processes.hold(3);
        shelf.offer('b');
        taker.interrupt();
      });
    });
    expect(told).toEqual(['3 interrupted', '3 got a, there is b']);
  });

  test('the amount that a container has no room for', async () => {
    const told = await perform((unbound) => {
      const play = bound(unbound);
      const { processes } = play;
      const tank: Container = processes.container('tank', { capacity: 10, level: 8 });
      const taker = waiting(play, () => processes.allOf(tank.get(5), processes.hold(50)));
      play.run(function* (): Steps {
        yield* processes.hold(2);
        play.tell(`offered ${tank.offer(5)}, level ${tank.level}`);
        taker.interrupt();
        yield* processes.hold(0);
        play.tell(`level ${tank.level}`);
        yield* tank.get(9);
        yield* processes.hold(0);
        play.tell(`level ${tank.level}`);
      });
    });
    expect(told).toEqual(['2 offered true, level 8', '2 interrupted', '2 level 10', '2 level 4']);
  });
});

describe('after an interruption, isDone of a put is', () => {
  test.each([
    ['false if it was taken out again', 0, ['1 done false, 0 there']],
    ['true if another process had got it', 1, ['1 done true, 0 there']],
  ])('%s', async (_, takes, expected) => {
    for (const kind of ['store', 'container']) {
      const told = await perform((unbound) => {
        const play = bound(unbound);
        const { processes } = play;
        const shelf = processes.store<string>('shelf');
        const tank = processes.container('tank', { capacity: 1 });
        let put: Wait<void> | undefined;
        const filler = waiting(
          play,
          () => (put = kind === 'store' ? shelf.put('a') : tank.put(1)),
          () => `done ${put?.isDone}, ${kind === 'store' ? shelf.size : tank.level} there`,
        );
        play.run(function* (): Steps {
          yield* processes.hold(1);
          if (takes > 0) void (kind === 'store' ? shelf.take() : tank.take(1));
          filler.interrupt();
          yield* processes.hold(1);
          // It does not change later.
          expect(put?.isDone).toBe(takes > 0);
        });
      });
      expect(told).toEqual(expected);
    }
  });
});

test.each(['an item', 'an amount', 'a unit', 'several'])(
  '%s that went back is not given again to a process that waits for it again',
  async (what) => {
    const told = await perform((unbound) => {
      const play = bound(unbound);
      const { processes } = play;
      const store = processes.store<string>('store');
      store.offer('a');
      const tank = processes.container('tank', { level: 1 });
      const desk = processes.resource('desk');
      const waits: Record<string, () => Wait<unknown>> = {
        'an item': () => store.get(),
        'an amount': () => tank.get(1),
        'a unit': () => desk.acquire(),
        several: () => processes.allOf(store.get()),
      };
      const visitor = play.run(function* (): Steps {
        yield* processes.hold(1);
        const wait = (waits[what] as () => Wait<unknown>)();
        try {
          yield* wait;
        } catch {
          yield* processes.hold(0);
          play.tell(`${wait.isDone} ${wait.value} ${store.size} ${tank.level} ${desk.inUse}`);
          try {
            yield* wait;
          } catch (error) {
            play.tell((error as { code: string }).code);
          }
        }
      });
      play.run(function* (): Steps {
        yield* processes.hold(1);
        // It takes a turn until all of several are there.
        if (what === 'several') yield* processes.hold(0);
        visitor.interrupt();
      });
    });
    expect(told).toEqual(['1 false undefined 1 1 0', '1 WAIT_LEFT']);
  },
);
