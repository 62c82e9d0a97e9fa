import {
  Preempted,
  type AcquireOptions,
  type DiscoError,
  type Interrupted,
  type RunningProcess,
  type Steps,
} from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { perform } from './stage.js';

describe('a resource', () => {
  test('serves by priority, then in the order of asking, and drops requests whose patience ends', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const counter = processes.resource('counter');
      const visit = (name: string, priority: number, patience: number): void => {
        play.run(function* (): Steps {
          const unit = yield* counter.acquire({ priority, patience });
          if (unit === undefined) return play.tell(`${name} gives up`);
          play.tell(`${name} is served`);
          yield* processes.hold(4);
          unit.release();
        });
      };
      visit('a', 1, 1);
      visit('b', 1, 100);
      visit('c', 1, 6);
      visit('d', 0, 100);
    });
    expect(told).toEqual(['0 a is served', '4 d is served', '6 c gives up', '8 b is served']);
  });

  test('takes a unit away for a more urgent request, and reports its new holder', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      play.run(function* (): Steps {
        const unit = yield* press.acquire({ priority: 2 });
        try {
          yield* processes.hold(10);
        } catch (error) {
          const { cause } = error as Interrupted;
          if (cause instanceof Preempted)
            play.tell(`lost ${cause.resource} to ${cause.by?.name}, had it since ${cause.since}: ${unit.isHeld}`);
        }
        unit.release();
      }, 'slow');
      play.run(function* (): Steps {
        yield* processes.hold(3);
        yield* processes.firstOf(press.acquire({ priority: 2, preempt: true }), processes.hold(1));
        const unit = yield* press.acquire({ priority: 1, preempt: true });
        play.tell('has it');
        unit.release();
      }, 'urgent');
    });
    expect(told).toEqual(['4 lost press to urgent, had it since 0: false', '4 has it']);
  });

  test('is used for a while, which resumes after more urgent uses', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      play.run(function* (): Steps {
        yield* press.use(10, { priority: 2 });
        play.tell(`done, ${press.inUse} in use`);
      });
      for (const [at, length] of [
        [3, 2],
        [4, 1],
        [8, 5],
      ] as const)
        play.run(function* (): Steps {
          yield* processes.hold(at);
          yield* press.use(length, { priority: 1, preempt: true });
          play.tell(`${length} done`);
        });
    });
    // It works from 0 to 3, from 6 to 8, and from 13 to 18.
    expect(told).toEqual(['5 2 done', '6 1 done', '13 5 done', '18 done, 0 in use']);
  });

  test('is used for the whole time, even if it is taken away in the turn in which it was granted, or just before the end', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      const user = (name: string, at: number, length: number, priority: number): void =>
        void play.run(function* (): Steps {
          yield* processes.hold(at);
          yield* press.use(length, { priority, preempt: priority === 0 });
          play.tell(name);
        });
      user('slow', 1, 5, 1);
      user('urgent', 1, 2, 0);
      user('urgent too', 8, 3, 0);
    });
    // The slow one works from 3 to 8: its time is up when the second urgent one takes its unit.
    expect(told).toEqual(['3 urgent', '8 slow', '11 urgent too']);
  });

  test('interrupts its user only for units that it has acquired', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const [saw, press] = [processes.resource('saw'), processes.resource('press')];
      play.run(function* (): Steps {
        const unit = yield* saw.acquire({ priority: 5 });
        try {
          yield* press.use(10, { priority: 5 });
        } catch (error) {
          const { cause } = error as Interrupted;
          play.tell(`lost ${cause instanceof Preempted ? cause.resource : String(cause)}, ${press.queueLength} wait`);
        }
        unit.release();
        yield* processes.hold(5);
        play.tell('held');
      });
      play.run(function* (): Steps {
        yield* processes.hold(3);
        const both = [saw, press].map((one) => one.acquire({ preempt: true }));
        for (const unit of yield* processes.allOf(...both)) unit.release();
      });
    });
    expect(told).toEqual(['3 lost saw, 0 wait', '8 held']);
  });

  test('accepts no patience for a use, which can be combined with other waits', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      play.run(function* (): Steps {
        const options: AcquireOptions = { patience: 1 };
        expect(() => press.use(3, options)).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
        const use = press.use(3);
        const come = yield* processes.firstOf(use, processes.hold(1));
        play.tell(`${come.has(use)}, ${press.inUse} in use`);
        yield* processes.allOf(press.use(3), processes.hold(1));
        play.tell(`${press.inUse} in use`);
      });
    });
    expect(told).toEqual(['1 false, 0 in use', '4 0 in use']);
  });

  test('is given back by a process that is interrupted while it uses it, or waits for it', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      const use = (name: string): RunningProcess =>
        play.run(function* (): Steps {
          try {
            yield* press.use(10);
          } catch (error) {
            play.tell(`${name}: ${String((error as Interrupted).cause)}, ${press.inUse} in use`);
          }
        });
      const [one, two] = [use('one'), use('two')];
      play.run(function* (): Steps {
        yield* processes.hold(3);
        two.interrupt('stop');
        yield* processes.hold(1);
        one.interrupt('stop');
        yield* processes.hold(1);
        play.tell(`${press.inUse} in use, ${press.queueLength} wait`);
      });
      for (const wrong of [-1, NaN, Infinity])
        play.run(function* (): Steps {
          try {
            yield* press.use(wrong);
          } catch (error) {
            play.tell((error as DiscoError).code);
          }
        });
    });
    expect(told).toEqual([
      ...Array.from({ length: 3 }, () => '0 DELAY_INVALID'),
      '3 two: stop, 1 in use',
      '4 one: stop, 0 in use',
      '5 0 in use, 0 wait',
    ]);
  });

  test('is not taken away from the process that asks', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      play.run(function* (): Steps {
        const unit = yield* press.acquire({ priority: 2 });
        const second = yield* press.acquire({ priority: 1, preempt: true, patience: 4 });
        play.tell(`${String(second)} ${unit.isHeld} ${press.inUse} ${press.queueLength}`);
      });
    });
    expect(told).toEqual(['4 undefined true 1 0']);
  });

  test('can gain or lose units later; those that are held stay held', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const staff = processes.resource('staff', { capacity: 2 });
      for (const name of ['a', 'b', 'c', 'd'])
        play.run(function* (): Steps {
          const unit = yield* staff.acquire();
          play.tell(name);
          yield* processes.hold(5);
          unit.release();
        });
      play.run(function* (): Steps {
        yield* processes.hold(1);
        staff.capacity = 0;
        play.tell(`${staff.inUse} of ${staff.capacity}`);
        yield* processes.hold(9);
        staff.capacity = 2;
      });
    });
    expect(told).toEqual(['0 a', '0 b', '1 2 of 0', '10 c', '10 d']);
  });

  test('has the units given by a calendar, whatever is held', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const staff = processes.resource('staff', { capacity: 9 });
      processes.shifts(
        staff,
        [
          [0, 0],
          [8, 2],
          [16, 1],
        ],
        { period: 24 },
      );
      play.run(function* (): Steps {
        for (const epoch of [1, 8, 17, 25, 240.5, 248, 263]) {
          yield* processes.until(epoch);
          play.tell(String(staff.capacity));
        }
      });
    });
    expect(told).toEqual(['1 0', '8 2', '17 1', '25 0', '240.5 0', '248 2', '263 1']);
  });

  test.each([
    [[], 24],
    [
      [
        [8, 1],
        [8, 2],
      ],
      24,
    ],
    [
      [
        [0, 1],
        [24, 2],
      ],
      24,
    ],
    [[[0, 0.5]], 24],
    [[[0, 1]], Infinity],
  ] as const)('refuses a calendar of %j in %d', async (changes, period) => {
    const error: unknown = await perform(({ processes }) => {
      processes.shifts(processes.resource('x'), changes, { period });
    }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'NODE_FAILED', cause: { code: 'ARGUMENT_INVALID' } });
  });

  test.each([
    [{ capacity: -1 }, /capacity of -1/],
    [{ capacity: 1.5 }, /capacity of 1.5/],
  ])('is refused with %j', async (options, message) => {
    const error: unknown = await perform((play) => void play.processes.resource('x', options)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'NODE_FAILED', cause: { code: 'ARGUMENT_INVALID', message } });
  });
});

describe('a store', () => {
  test('blocks a put without room, and returns the item that fits, or the least', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const shelf = processes.store<number>('shelf', { capacity: 2, order: (a, b) => a - b });
      play.run(function* (): Steps {
        for (const item of [5, 3, 4]) {
          yield* shelf.put(item);
          play.tell(`put ${item}`);
        }
      });
      play.run(function* (): Steps {
        yield* processes.hold(2);
        play.tell(`got ${yield* shelf.get((item) => item > 4)}`);
        play.tell(`got ${yield* shelf.get()}`);
        play.tell(`took ${String(shelf.take((item) => item > 9))}, offers ${shelf.offer(1)} ${shelf.offer(2)}`);
        play.tell(shelf.items.join(' '));
      });
    });
    expect(told).toEqual([
      '0 put 5',
      '0 put 3',
      '2 got 5',
      '2 put 4',
      '2 got 3',
      '2 took undefined, offers true false',
      '2 1 4',
    ]);
  });
});

describe('a container', () => {
  test('serves in the order of asking', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const tank = processes.container('tank', { capacity: 10, level: 4 });
      for (const amount of [6, 1])
        play.run(function* (): Steps {
          yield* tank.get(amount);
          play.tell(`${amount} of it, ${tank.level} left`);
        });
      play.run(function* (): Steps {
        yield* processes.hold(1);
        yield* tank.put(5);
        yield* processes.hold(1);
        play.tell(`offers ${tank.offer(9)} ${tank.offer(8)}, takes ${tank.take(10)} ${tank.take(1)}`);
      });
    });
    expect(told).toEqual(['1 6 of it, 2 left', '1 1 of it, 2 left', '2 offers false true, takes true false']);
  });
});

describe('occurrences', () => {
  test('a one-time one resumes even late waiters, a signal only current ones', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const done = processes.happening<string>('done');
      const bell = processes.signal<number>('bell');
      play.run(function* (): Steps {
        play.tell(yield* done);
        play.tell(`bell ${yield* bell.next()}`);
      });
      play.run(function* (): Steps {
        bell.fire(1);
        yield* processes.hold(2);
        done.happen('first');
        done.happen('second');
        yield* processes.hold(1);
        bell.fire(2);
        play.tell(yield* done);
      });
    });
    expect(told).toEqual(['2 first', '3 first', '3 bell 2']);
  });

  test('a condition that holds', async () => {
    const told = await perform((play) => {
      let stock = 0;
      play.run(function* (): Steps {
        yield* play.processes.when(() => stock >= 2);
        play.tell(`stock ${stock}`);
      });
      play.run(function* (): Steps {
        for (let day = 0; day < 4; day++) {
          yield* play.processes.hold(1);
          stock += 1;
        }
      });
    });
    expect(told).toEqual(['2 stock 2']);
  });
});
