import { oracle, type RandomModel, type RandomProgram } from '@disco-engine/testing';
import { expect, it } from 'vitest';

const idle: RandomProgram = {
  calls: 0,
  send: 1,
  wakeup: 0,
  hardWakeup: 0,
  wakeupAfter: 0,
  timer: 0,
  cancel: 0,
  promise: 0,
  stray: 0,
  delays: [0],
  wakeups: [1],
};

/** Three nodes named against the direction of the edges: c → b → a. */
const chain = (programs: Readonly<Record<'a' | 'b' | 'c', RandomProgram>>, horizons: number[]): RandomModel => ({
  step: 1 / 8,
  simprocs: [{ name: 'only', minimumDelay: 0, complete: false }],
  types: [{ name: 'type', handles: [0], sends: [], selfRelations: [], promises: [null] }],
  nodes: (['a', 'b', 'c'] as const).map((name, seed) => ({ name, type: 0, seed, programs: [programs[name]] })),
  vertices: [0, 1, 2],
  edges: [
    [0, 2, 1],
    [0, 1, 0],
  ],
  horizons,
});

const told = ({ activations }: ReturnType<typeof oracle>): string[] =>
  activations.map(({ node, epoch, batch }) => `${node}@${epoch} ${batch.map((e) => `${e.sender}:${e.epoch}`).join()}`);

it('activates every port at epoch 0, by rank before name, and ends', () => {
  const outcome = oracle(chain({ a: idle, b: idle, c: idle }, [1]));
  expect(told(outcome)).toEqual(['c@0 ', 'b@0 ', 'a@0 ']);
  expect(outcome).toMatchObject({ undelivered: 0, finished: true });
  expect(oracle(chain({ a: idle, b: idle, c: idle }, [0])).activations).toEqual([]);
});

it('holds an event until a hard wakeup', () => {
  const sender = { ...idle, calls: 1, delays: [0.5] };
  const sleeper = { ...idle, calls: 1, send: 0, hardWakeup: 1, wakeups: [2] };
  // Not every seed makes c send and b sleep in its first activation, but some of these do.
  const outcomes = Array.from({ length: 64 }, (_, seed) => {
    const model = chain({ a: idle, b: sleeper, c: sender }, [1, 3]);
    return oracle({ ...model, nodes: model.nodes.map((node, index) => ({ ...node, seed: seed * 1000 + index })) });
  });
  const slept = outcomes.filter(({ activations }) =>
    ['hard wakeup', 'send'].every((call) => activations.slice(0, 2).some(({ calls }) => calls.includes(call))),
  );
  expect(slept.length).toBeGreaterThan(5);
  for (const outcome of slept) {
    expect(told(outcome).slice(0, 4)).toEqual(['c@0 ', 'b@0 ', 'a@0 ', 'b@2 c:0.5']);
    expect(outcome.undelivered).toBe(0);
  }
});
