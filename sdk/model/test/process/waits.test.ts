import { Interrupted, Preempted, type RunningProcess, type Steps } from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { perform, type Play } from './stage.js';

/** What ends the run of a play: the cause behind the failure of the handler. */
async function refusal(begin: (play: Play) => void): Promise<unknown> {
  const error: unknown = await perform(begin).catch((thrown: unknown) => thrown);
  return (error as Error).cause;
}

describe('time', () => {
  test('passes by delays and to epochs; a delay of 0 goes on behind what is due', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      play.run(function* (): Steps {
        yield* processes.hold(1.5);
        play.tell('a');
        yield* processes.hold(0);
        play.tell('a again');
        yield* processes.until(4);
        play.tell('a at last');
      });
      play.run(function* (): Steps {
        yield* processes.hold(1.5);
        play.tell('b');
      });
    });
    expect(told).toEqual(['1.5 a', '1.5 b', '1.5 a again', '4 a at last']);
  });

  test.each([
    [-1, 'DELAY_INVALID'],
    [NaN, 'DELAY_INVALID'],
    [Infinity, 'DELAY_INVALID'],
  ])('that is %s is refused at the call', async (delay, code) => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        yield* play.processes.hold(delay);
      });
    });
    expect((error as Error).cause).toMatchObject({ code });
  });

  test('does not go back', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        yield* play.processes.hold(2);
        yield* play.processes.until(1);
      });
    });
    expect((error as Error).cause).toMatchObject({ code: 'EPOCH_INVALID' });
  });

  test('stands still only so often', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        for (;;) yield* play.processes.hold(0);
      }, 'spinner');
    });
    expect(error).toMatchObject({ code: 'PROCESS_ENDLESS', message: expect.stringContaining('(spinner)') as string });
  });
});

describe('a process', () => {
  test('is joined, and gives what it returns', async () => {
    const told = await perform((play) => {
      const part = play.run(function* (): Steps<number> {
        yield* play.processes.hold(2);
        return 42;
      });
      for (const name of ['x', 'y'])
        play.run(function* (): Steps {
          play.tell(`${name} ${yield* part}`);
          yield* play.processes.hold(1);
          play.tell(`${name} again ${yield* part} ${part.isAlive}`);
        });
    });
    expect(told).toEqual(['2 x 42', '2 y 42', '3 x again 42 false', '3 y again 42 false']);
  });

  test('that throws ends the run, by its name, and with its own stack', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        yield* play.processes.hold(3);
        throw new RangeError('no more');
      }, 'clerk');
    });
    expect(error).toMatchObject({
      code: 'PROCESS_FAILED',
      message: "process 'clerk' of node 'stage/a' failed at epoch 3: no more",
      place: { node: 'stage/a', epoch: 3 },
      cause: { stack: expect.stringContaining('waits.test.ts') as string },
    });
  });

  test('is interrupted with a cause, leaves what it waits for, and may go on', async () => {
    const told = await perform((play) => {
      const counter = play.processes.resource('counter');
      const holder = play.run(function* (): Steps {
        const unit = yield* counter.acquire();
        yield* play.processes.hold(10);
        unit.release();
      }, 'teller');
      const waiting = play.run(function* (): Steps {
        try {
          yield* counter.acquire();
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
          play.tell(`left for ${String(error.cause)}, ${counter.queueLength} wait`);
        }
        yield* play.processes.hold(20);
        play.tell('ends');
      });
      play.run(function* (): Steps {
        yield* play.processes.hold(4);
        play.tell(`${waiting.waitsFor}, ${counter.queueLength} wait`);
        waiting.interrupt('lunch');
        yield* holder;
        play.tell(`free: ${counter.inUse} in use`);
      });
    });
    expect(told).toEqual([
      "4 a unit of 'counter', held by 'teller', 1 wait",
      '4 left for lunch, 0 wait',
      '10 free: 0 in use',
      '24 ends',
    ]);
  });

  test('cannot interrupt itself, nor one that has ended', async () => {
    const ended = await refusal((play) => {
      const short = play.run(function* (): Steps {
        yield* play.processes.hold(1);
      });
      play.run(function* (): Steps {
        yield* short;
        short.interrupt();
      });
    });
    expect((ended as Error).cause).toMatchObject({ code: 'INTERRUPT_INVALID' });
    const self = await refusal((play) => {
      const own: RunningProcess = play.run(function* (): Steps {
        yield* play.processes.hold(1);
        own.interrupt();
      });
    });
    expect((self as Error).cause).toMatchObject({ code: 'INTERRUPT_INVALID' });
  });
});

describe('a wait that is written wrong', () => {
  test('is told of where yield* was forgotten', async () => {
    const error = await refusal((play) => {
      const counter = play.processes.resource('counter');
      play.run(function* (): Steps {
        yield* play.processes.hold(2);
        counter.acquire();
        yield* play.processes.hold(2);
      });
    });
    expect(error).toMatchObject({
      code: 'WAIT_UNUSED',
      message: expect.stringContaining("a unit of 'counter'") as string,
      place: { epoch: 2 },
    });
  });

  test('is told of where it is a plain yield', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        yield play.processes.hold(2);
      });
    });
    expect(error).toMatchObject({ code: 'YIELD_INVALID' });
  });

  test('is told of where it was left before', async () => {
    for (const again of ['alone', 'with others']) {
      const error = await refusal((play) => {
        const { processes } = play;
        const counter = processes.resource('counter', { capacity: 0 });
        play.run(function* (): Steps {
          const turn = counter.acquire();
          yield* processes.firstOf(turn, processes.hold(2));
          if (again === 'alone') yield* turn;
          else yield* processes.firstOf(turn, processes.hold(2));
        });
      });
      expect((error as Error).cause).toMatchObject({ code: 'WAIT_LEFT', place: { epoch: 2 } });
    }
  });

  test('is told of with who interrupted, and what was waited for', async () => {
    const error = await refusal((play) => {
      const { processes } = play;
      const press = processes.resource('press');
      play.run(function* (): Steps {
        yield* press.acquire({ priority: 2 });
        yield* processes.hold(10);
      }, 'slow');
      play.run(function* (): Steps {
        yield* processes.hold(3);
        yield* press.acquire({ priority: 1, preempt: true });
      }, 'urgent');
    });
    expect(error).toMatchObject({
      code: 'PROCESS_FAILED',
      message:
        "process 'slow' of node 'stage/a' failed at epoch 3: it was interrupted, as its unit of 'press' was taken away by 'urgent', while it waited for epoch 10, and does not catch Interrupted there",
    });
  });

  test('is told of where no process waits', async () => {
    const error: unknown = await perform((play) => {
      const steps = (function* (): Steps {
        yield* play.processes.hold(2);
      })();
      steps.next();
    }).catch((thrown: unknown) => thrown);
    expect((error as Error).cause).toMatchObject({ code: 'WAIT_OUTSIDE_PROCESS' });
  });
});

describe('several waits', () => {
  test('the first of them comes, and the others are left', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const counter = processes.resource('counter');
      const store = processes.store<string>('store');
      play.run(function* (): Steps {
        const unit = yield* counter.acquire();
        yield* processes.hold(5);
        unit.release();
        yield* processes.hold(1);
        play.tell(`${counter.queueLength} wait, ${counter.inUse} in use`);
        play.tell(`${store.queueLength} wait for an item`);
      });
      play.run(function* (): Steps {
        const [turn, item, end] = [counter.acquire(), store.get(), processes.hold(3)];
        const come = yield* processes.firstOf(turn, item, end);
        play.tell([turn, item, end].map((wait) => String(come.has(wait))).join(' '));
      });
    });
    expect(told).toEqual(['3 false false true', '6 0 wait, 0 in use', '6 0 wait for an item']);
  });

  test('what has just come to one that waits no longer is given back', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const counter = processes.resource('counter');
      const store = processes.store<string>('store');
      play.run(function* (): Steps {
        const [timeout, turn, item] = [processes.hold(0), counter.acquire(), store.get()];
        store.offer('thing');
        const come = yield* processes.firstOf(timeout, turn, item);
        play.tell(`${come.size} came`);
        yield* processes.hold(1);
        play.tell(`${counter.inUse} in use, ${store.items.join(' ')} there`);
      });
    });
    expect(told[0]).toMatch(/^0 [123] came$/);
    const all = told[0] === '0 3 came';
    expect(told[1]).toBe(all ? '1 1 in use,  there' : '1 0 in use, thing there');
  });

  test('all of them have come', async () => {
    const told = await perform((play) => {
      const { processes } = play;
      const store = processes.store<string>('store');
      play.run(function* (): Steps {
        const [item, , none] = yield* processes.allOf(store.get(), processes.hold(2), processes.allOf());
        play.tell(`${item} ${none.length}`);
      });
      play.run(function* (): Steps {
        yield* processes.hold(3);
        yield* store.put('late');
      });
    });
    expect(told).toEqual(['3 late 0']);
  });
});

describe('a resource', () => {
  test('serves by priority, then in the order of asking, and loses those whose patience ends', async () => {
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

  test('takes a unit away for a more urgent one, and tells whose it is now', async () => {
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

  test('has more or fewer units later; those that are held stay so', async () => {
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

  test('has the units that a calendar says, whatever is held', async () => {
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
  ] as const)('is refused a calendar of %j in %d', async (changes, period) => {
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
  test('blocks who finds no room, and hands out what fits, or the least', async () => {
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

describe('what happens', () => {
  test('once, lets go on also who comes late; a signal only who waits', async () => {
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

  test('when a condition holds', async () => {
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
