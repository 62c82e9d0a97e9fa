import { Interrupted, type RunningProcess, type Steps } from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { perform, type Play } from './stage.js';

/** The error that ends the run of a play: the cause of the handler's failure. */
async function refusal(begin: (play: Play) => void): Promise<unknown> {
  const error: unknown = await perform(begin).catch((thrown: unknown) => thrown);
  return (error as Error).cause;
}

describe('time', () => {
  test('passes by delays and until epochs; a delay of 0 resumes after everything due', async () => {
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
  ])('of %s is refused at the call', async (delay, code) => {
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

  test('must not be waited for in an endless loop once it has passed', async () => {
    const error = await refusal((play) => {
      const happened = play.processes.happening('it');
      happened.happen();
      play.run(function* (): Steps {
        for (;;) yield* happened;
      }, 'spinner');
    });
    expect(error).toMatchObject({ code: 'PROCESS_ENDLESS', message: expect.stringContaining('(spinner)') as string });
  });

  test('may stand still only so often', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        for (;;) yield* play.processes.hold(0);
      }, 'spinner');
    });
    expect(error).toMatchObject({ code: 'PROCESS_ENDLESS', message: expect.stringContaining('(spinner)') as string });
  });
});

describe('a process', () => {
  test('is joined, and yields its return value', async () => {
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

  test('that throws ends the run, with its name and its own stack', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        yield* play.processes.hold(3);
        throw new RangeError('no more');
      }, 'clerk');
    });
    expect(error).toMatchObject({
      code: 'PROCESS_FAILED',
      message: "process 'clerk #1' of node 'stage/a' failed at epoch 3: no more",
      place: { node: 'stage/a', epoch: 3 },
      cause: { stack: expect.stringContaining('waits.test.ts') as string },
    });
  });

  test('is interrupted with a cause, leaves its wait, and may continue', async () => {
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
      "4 a unit of 'counter', held by 'teller #1', 1 wait",
      '4 left for lunch, 0 wait',
      '10 free: 0 in use',
      '24 ends',
    ]);
  });

  test('cannot interrupt itself or an ended process', async () => {
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

describe('a wait that is used incorrectly', () => {
  test('is reported if yield* was forgotten', async () => {
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

  test('is reported if it is a plain yield', async () => {
    const error = await refusal((play) => {
      play.run(function* (): Steps {
        yield play.processes.hold(2);
      });
    });
    expect(error).toMatchObject({ code: 'YIELD_INVALID' });
  });

  test('is reported if it was left before', async () => {
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

  test('is reported with the interrupting process and what was waited for', async () => {
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
        "process 'slow #1' of node 'stage/a' failed at epoch 3: it was interrupted, because its unit of 'press' was taken away by 'urgent #2', while waiting for epoch 10, and does not catch Interrupted there",
    });
  });

  test('is reported if no process waits', async () => {
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
  test('the first one done ends the wait, and the others are left', async () => {
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

  test('whatever is done before the process resumes counts, too', async () => {
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
        play.tell(`${counter.inUse} in use, ${store.size} there`);
      });
    });
    expect(told).toEqual(['0 3 came', '1 1 in use, 0 there']);
  });

  test('all of them', async () => {
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

test('processes continue on an engine that makes a new object for each result of yield*, as JavaScriptCore does', async () => {
  const told = await perform((play) => {
    const { processes } = play;
    const steps = (function* (): Steps<string> {
      yield* processes.hold(2);
      play.tell('held');
      return 'end';
    })();
    const anew: Steps<string> = Object.assign(Object.create(null) as object, {
      next: () => ({ ...steps.next() }),
      throw: (error: unknown) => ({ ...steps.throw(error) }),
      return: (value: string) => ({ ...steps.return(value) }),
      [Symbol.iterator]: () => anew,
    }) as unknown as Steps<string>;
    processes.start(anew, 'anew').whenDone((value) => play.tell(value));
  });
  expect(told).toEqual(['2 held', '2 end']);
});
