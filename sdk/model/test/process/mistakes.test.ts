import { DiscoError } from '@disco-engine/kernel';
import { waitingProcesses, type Steps } from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { perform, type Play } from './stage.js';

/** The error that ends the run of a play: the cause of the handler's failure. */
async function refusal(begin: (play: Play) => void): Promise<{ code: string; message: string; cause?: unknown }> {
  const error: unknown = await perform(begin).catch((thrown: unknown) => thrown);
  return (error as Error).cause as DiscoError;
}

describe('one generator cannot belong to two processes', () => {
  const walk = function* ({ processes }: Play): Steps<string> {
    yield* processes.hold(2);
    return 'home';
  };

  test.each([0, 1, 5])('if it is started again %i later', async (later) => {
    const { message, cause } = await refusal((play) => {
      const steps = walk(play);
      play.processes.start(steps, 'first');
      play.run(function* (): Steps {
        yield* play.processes.hold(later);
        play.processes.start(steps, 'second');
      });
    });
    expect(cause).toMatchObject({ code: 'STEPS_REUSED', place: { node: 'stage/a', epoch: later } });
    expect(message).toContain("process 'second' of node 'stage/a' was given a generator that has already been started");
  });

  test.each([0, 1, 5])('if another process delegates to it %i later', async (later) => {
    const { message, cause } = await refusal((play) => {
      const steps = walk(play);
      play.processes.start(steps, 'first');
      play.run(function* (): Steps {
        yield* play.processes.hold(later);
        yield* steps;
      }, 'thief');
    });
    expect(cause).toMatchObject({ code: 'STEPS_REUSED' });
    expect(message).toContain(`process 'thief #2' of node 'stage/a' failed at epoch ${later}: yield* was given`);
  });

  test('but a process may delegate to it, and ended processes can be joined', async () => {
    const told = await perform((play) => {
      const walker = play.run(function* (): Steps<string> {
        return yield* walk(play);
      });
      play.run(function* (): Steps {
        play.tell(`${yield* walker} ${yield* walker}`);
      });
    });
    expect(told).toEqual(['2 home home']);
  });
});

describe('steps that are no generator are refused, with the method to write', () => {
  test.each<[string, () => unknown, string]>([
    ['an async method', async () => Promise.resolve(), 'an object'],
    [
      'an async generator',
      async function* () {
        yield await Promise.resolve();
      },
      'an object',
    ],
    ['a method that returns nothing', () => undefined, 'undefined'],
    ['a list', () => [1], 'an array'],
  ])('%s', async (_, method, kind) => {
    const error = await perform((play) => void play.processes.start(method() as Steps, 'serve')).catch(
      (thrown: unknown) => thrown,
    );
    const message = `process 'serve' of node 'stage/a' was given ${kind}, not a generator; declare the method as *serve(), without async, and wait with yield*`;
    expect((error as Error).cause).toMatchObject({ code: 'STEPS_INVALID', message });
  });

  test.each(['a process', 'a handler'])('and so is hold without yield* in %s', async (where) => {
    const error = await refusal((play) => {
      if (where === 'a handler') play.processes.hold(2);
      else
        play.run(function* (): Steps {
          play.processes.hold(2);
          yield* [];
        });
    });
    expect(error).toMatchObject({ code: 'WAIT_UNUSED', place: { node: 'stage/a', epoch: 0 } });
  });
});

describe('a function of the author that throws while it is evaluated for a waiting process names that process', () => {
  const broken = (): boolean => {
    throw new RangeError('no scale');
  };

  test.each(['a process', 'a handler'])('a condition, checked after %s', async (who) => {
    let isBroken = false;
    const { code, message, cause } = await refusal((play) => {
      const { processes } = play;
      play.run(function* (): Steps {
        yield* processes.when(() => isBroken && broken());
      }, 'patient');
      play.run(function* (): Steps {
        yield* processes.hold(3);
        isBroken = true;
        if (who === 'a process') yield* processes.hold(1);
      }, 'innocent');
    });
    expect({ code, message }).toEqual({
      code: 'PROCESS_FAILED',
      message: "process 'patient #1' of node 'stage/a' failed at epoch 3, in the condition that it waits for: no scale",
    });
    expect(cause).toBeInstanceOf(RangeError);
  });

  test.each(['offer', 'put'])('a filter of a store, checked by %s of another process', async (how) => {
    const { code, message } = await refusal((play) => {
      const { processes } = play;
      const boxes = processes.store<number>('boxes');
      play.run(function* (): Steps {
        yield* boxes.get(broken);
      }, 'picker');
      play.run(function* (): Steps {
        yield* processes.hold(3);
        if (how === 'offer') boxes.offer(7);
        else yield* boxes.put(7);
      }, 'innocent');
    });
    expect({ code, message }).toEqual({
      code: 'PROCESS_FAILED',
      message:
        "process 'picker #1' of node 'stage/a' failed at epoch 3, in the filter of its get from store 'boxes': no scale",
    });
  });

  test('a condition of a handler', async () => {
    let isBroken = false;
    const { message } = await refusal((play) => {
      play.processes.when(() => isBroken && broken()).whenDone(() => undefined);
      play.run(function* (): Steps {
        isBroken = true;
        yield* play.processes.hold(1);
      });
    });
    expect(message).toBe("a wait of node 'stage/a' failed at epoch 0, in the condition that it waits for: no scale");
  });
});

describe('a plain yield reports what it was given', () => {
  test.each<[string, (play: Play) => Generator<unknown, void, never>, string]>([
    [
      'a wait',
      function* ({ processes }) {
        yield processes.resource('desk').acquire();
      },
      "waits for a unit of 'desk', held by 'late #1' with a plain yield; write yield*",
    ],
    [
      'a number',
      function* () {
        yield 5;
      },
      'yields 5, which is not a wait; write yield* and a wait',
    ],
    [
      'nothing',
      function* ({ processes }) {
        yield* processes.hold(0);
        yield;
      },
      'yields undefined, which is not a wait',
    ],
    [
      'a list of waits',
      function* () {
        yield* ['a'];
      },
      "yields 'a', which is not a wait",
    ],
  ])('%s', async (_, steps, expected) => {
    const error = await refusal((play) => {
      play.run(() => steps(play) as Steps, 'late');
    });
    expect(error.code).toBe('YIELD_INVALID');
    expect(error.message).toContain(`process 'late #1' of node 'stage/a' ${expected}`);
  });
});

test('processes of one method are numbered, and a process that has ended with a unit is named as such', async () => {
  const told = await perform((play) => {
    const { processes } = play;
    const desk = processes.resource('desk');
    const visit = function* (): Steps {
      yield* desk.acquire();
    };
    for (let visitor = 0; visitor < 3; visitor++) processes.start(visit(), 'visitor');
    play.run(function* (): Steps {
      yield* processes.hold(1);
      for (const { name, number, waitsFor } of waitingProcesses(play)) play.tell(`${name} ${number} ${waitsFor}`);
      play.tell(processes.alive.map(({ label }) => label).join());
    }, 'clerk');
  });
  expect(told).toEqual([
    "1 visitor 2 a unit of 'desk', held by 'visitor #1', which has ended without releasing it",
    "1 visitor 3 a unit of 'desk', held by 'visitor #1', which has ended without releasing it",
    '1 clerk 4 its first step',
    '1 visitor #2,visitor #3,clerk #4',
  ]);
});
