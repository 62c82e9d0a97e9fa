import { Interrupted, type Container, type Resource, type Steps, type Store, type Unit } from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { perform, type Play } from './stage.js';

/** Interrupts a process that something frees, after a number of further turns at the same epoch. */
function disturb({ processes }: Play, steps: () => Steps, free: () => void, turns: number): void {
  const process = processes.start(steps());
  processes.start(
    (function* (): Steps {
      yield* processes.hold(1);
      free();
      for (let turn = 0; turn < turns; turn++) yield* processes.hold(0);
      if (process.isAlive) process.interrupt();
    })(),
  );
}

describe('results of several waits that are abandoned go back', () => {
  test.each([0, 1, 2, 3])('if the process is interrupted %i turns later', async (turns) => {
    const shops: Resource[] = [];
    const told = await perform((play) => {
      const { processes } = play;
      const waits = [
        (desk: Resource) => processes.firstOf(desk.acquire(), processes.hold(50)),
        (desk: Resource) => processes.allOf(desk.acquire(), processes.hold(1)),
        (desk: Resource) => processes.allOf(desk.acquire(), processes.hold(50)),
        (desk: Resource) => processes.firstOf(processes.allOf(desk.acquire()), processes.hold(50)),
      ];
      for (const [at, wait] of waits.entries()) {
        const desk = processes.resource(`desk ${at}`);
        shops.push(desk);
        const first = desk.tryAcquire() as Unit;
        const visit = function* (): Steps {
          try {
            yield* wait(desk);
          } catch (error) {
            if (!(error instanceof Interrupted)) throw error;
            play.tell(`interrupted ${at}`);
          }
        };
        disturb(play, visit, () => first.release(), turns);
      }
    });
    const interrupted = [0, 1, 2, 3].filter((at) => told.includes(`1 interrupted ${at}`));
    expect(interrupted).toContain(2);
    for (const at of interrupted) expect(shops[at]?.inUse).toBe(0);
  });

  test('except what another process has got too', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const desk = processes.resource('desk');
      const turn = desk.acquire();
      turn.whenDone(() => play.tell('got'));
      const visitor = play.run(function* (): Steps {
        try {
          yield* processes.allOf(turn, processes.hold(50));
        } catch {
          play.tell('interrupted');
        }
      });
      play.run(function* (): Steps {
        yield* processes.hold(1);
        visitor.interrupt();
        yield* processes.hold(1);
        play.tell(`in use: ${desk.inUse}`);
      });
    });
    expect(told).toEqual(['0 got', '1 interrupted', '2 in use: 1']);
  });

  test('if time is up for all of them', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const [tool, bench] = [processes.resource('tool'), processes.resource('bench', { capacity: 0 })];
      play.run(function* (): Steps {
        const both = processes.allOf(tool.acquire(), bench.acquire());
        const come = yield* processes.firstOf(both, processes.hold(5));
        yield* processes.hold(0);
        play.tell(`${come.has(both)} ${tool.inUse} ${bench.queueLength}`);
      });
    });
    expect(told).toEqual(['5 false 0 0']);
  });
});

describe('what was put in is taken out again', () => {
  test.each([
    ['if it is still there', false, ['5 false', '5 size 0']],
    ['but is done if another process has got it', true, ['5 true', '5 size 0']],
  ])('%s', async (_, taken, expected) => {
    const told = await perform((play) => {
      const { processes } = play;
      const shelf: Store<string> = processes.store('shelf', { capacity: 1 });
      shelf.offer('first');
      play.run(function* (): Steps {
        const put = shelf.put('second');
        const come = yield* processes.firstOf(put, processes.hold(5));
        play.tell(String(come.has(put)));
        yield* processes.hold(0);
        play.tell(`size ${shelf.size}`);
      });
      play.run(function* (): Steps {
        yield* processes.hold(5);
        shelf.take();
        if (taken) shelf.take();
      });
    });
    expect(told).toEqual(expected);
  });

  test('as far as no other process has got it: no level is below 0', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const tank: Container = processes.container('tank', { capacity: 10 });
      const filler = play.run(function* (): Steps {
        yield* processes.hold(1);
        try {
          yield* tank.put(10);
        } catch {
          play.tell('interrupted');
        }
      });
      play.run(function* (): Steps {
        yield* processes.hold(1);
        play.tell(String(tank.take(10)));
        filler.interrupt();
        yield* processes.hold(0);
        play.tell(`level ${tank.level}`);
      });
    });
    expect(told).toEqual(['1 true', '1 interrupted', '1 level 0']);
  });
});

test('an item that goes back keeps its rank', async () => {
  const told = await perform((play) => {
    const { processes } = play;
    const jobs = processes.store<number>('jobs', { order: (a, b) => a - b });
    jobs.offer(5);
    const worker = play.run(function* (): Steps {
      yield* processes.hold(1);
      try {
        yield* jobs.get();
      } catch {
        play.tell('interrupted');
      }
    });
    play.run(function* (): Steps {
      yield* processes.hold(1);
      jobs.offer(1);
      worker.interrupt();
      yield* processes.hold(0);
      play.tell(jobs.items.join(' '));
    });
  });
  expect(told).toEqual(['1 interrupted', '1 1 5']);
});

describe('a hold that was left can be waited for again', () => {
  test('as the end of several consecutive waits', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const jobs = processes.store<number>('jobs');
      play.run(function* (): Steps {
        const end = processes.hold(10);
        for (;;) {
          const get = jobs.get();
          const come = yield* processes.firstOf(get, end);
          if (come.has(end)) return play.tell('end');
          play.tell(`got ${get.value}`);
        }
      });
      play.run(function* (): Steps {
        for (const job of [1, 2]) {
          yield* processes.hold(1);
          jobs.offer(job);
        }
      });
    });
    expect(told).toEqual(['1 got 1', '2 got 2', '10 end']);
  });

  test.each([
    ['before its end', 1, ['1 interrupted', '10 end']],
    ['after its end', 30, ['1 interrupted', '31 end']],
  ])('after an interruption, %s', async (_, pause, expected) => {
    const told = await perform((play) => {
      const { processes } = play;
      const worker = play.run(function* (): Steps {
        const end = processes.hold(10);
        try {
          yield* end;
        } catch {
          play.tell('interrupted');
          yield* processes.hold(pause);
          yield* end;
          play.tell('end');
        }
      });
      play.run(function* (): Steps {
        yield* processes.hold(1);
        worker.interrupt();
      });
    });
    expect(told).toEqual(expected);
  });
});

test('the first of none is done at once, and so are all of none', async () => {
  const told = await perform((play) => {
    play.run(function* (): Steps {
      const come = yield* play.processes.firstOf();
      play.tell(String(come.size));
    });
  });
  expect(told).toEqual(['0 0']);
});

test.each(['loses its patience', 'is interrupted'])(
  'a preempting request gets its unit when the one before it %s',
  async (how) => {
    const told = await perform((play) => {
      const { processes } = play;
      const desk = processes.resource('desk');
      play.run(function* (): Steps {
        yield* desk.acquire({ priority: 5 });
        try {
          yield* processes.hold(100);
        } catch {
          play.tell('preempted');
        }
      });
      const first = play.run(function* (): Steps {
        try {
          yield* desk.acquire({ priority: 0, ...(how === 'is interrupted' ? {} : { patience: 3 }) });
        } catch {
          yield* processes.hold(0);
        }
        play.tell('gone');
      });
      play.run(function* (): Steps {
        yield* desk.acquire({ priority: 1, preempt: true });
        play.tell('urgent');
      });
      play.run(function* (): Steps {
        yield* processes.hold(3);
        if (how === 'is interrupted') first.interrupt();
      });
    });
    expect([...told].sort()).toEqual(['3 gone', '3 preempted', '3 urgent']);
  },
);
