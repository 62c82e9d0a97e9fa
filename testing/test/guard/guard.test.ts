import { deepEqual } from 'node:assert/strict';
import { setTimeout as later } from 'node:timers/promises';
import { DiscoError, math } from '@disco-engine/sdk';
import { mathAnswers } from '@disco-engine/sdk/extensions';
import { Guard, TestRun, type TestRunOptions } from '@disco-engine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exactMembers, openFunctions } from '../../src/lint/open-functions.js';
import { Probe, Relay, ring } from '../models/relay.js';

const forbidden: readonly (readonly [name: string, call: () => unknown, instead: RegExp])[] = [
  ['Math.random()', () => Math.random(), /RandomStream.*context\.random\(\)/],
  ['Date.now()', () => Date.now(), /context\.epoch/],
  ['new Date()', () => new Date(), /context\.epoch/],
  ['Date()', () => Date(), /context\.epoch/],
  ['performance.now()', () => performance.now(), /context\.epoch/],
  ['setTimeout()', () => setTimeout(() => {}, 1), /context\.wakeup/],
  ['setInterval()', () => setInterval(() => {}, 1), /context\.wakeup/],
  ['setImmediate()', () => setImmediate(() => {}), /context\.wakeup/],
  ['queueMicrotask()', () => queueMicrotask(() => {}), /context\.wakeup/],
  ['crypto.getRandomValues()', () => crypto.getRandomValues(new Uint8Array(1)), /context\.random\(\)/],
  ['crypto.randomUUID()', () => crypto.randomUUID(), /context\.node/],
  ['Math.log()', () => Math.log(2), /last bit differs.*math\.ln\(\) from '@disco-engine\/sdk'/],
  ['Math.exp()', () => Math.exp(2), /math\.exp\(\)/],
  ['Math.pow()', () => Math.pow(2, 2), /math\.pow\(\)/],
  ['Math.atan2()', () => [1].map((y) => Math.atan2(y, 2)), /math\.atan2\(\)/],
];

const probed = (probe: Partial<Probe>, options: Partial<TestRunOptions> = {}) => ({
  scenario: ring,
  providers: [{ token: Probe, useValue: Object.assign(new Probe(), probe) }],
  ...options,
});

/** Everything that the guard replaces, in its current state. */
function globals(): unknown[] {
  const owners: readonly (readonly [object, readonly string[]])[] = [
    [Math, ['random', ...openFunctions.keys()]],
    [performance, ['now']],
    [crypto, ['getRandomValues', 'randomUUID']],
    [globalThis, ['Date', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']],
  ];
  return owners.flatMap(([owner, names]) =>
    names.flatMap((name) => [Reflect.get(owner, name), Object.getOwnPropertyDescriptor(owner, name)]),
  );
}

describe('the guard', () => {
  let before: unknown[];
  beforeEach(() => (before = globals()));
  afterEach(() => deepEqual(globals(), before));

  it.each(forbidden)('refuses %s in a handler and names what to do instead', async (name, call, instead) => {
    const run = await TestRun.create(Relay, probed({ inHandler: call }));
    const error = failure(() => run.until(1));
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'hub/a', simproc: 'parcel', epoch: 0 } });
    expect(error.cause).toMatchObject({ code: 'GLOBAL_FORBIDDEN', message: expect.stringMatching(instead) });
    expect((error.cause as Error).message.startsWith(`the model called ${name}; `)).toBe(true);
  });

  it('applies in constructors, @OnInit and promise methods', async () => {
    for (const place of ['inConstructor', 'inInit'] as const) {
      await expect(TestRun.create(Relay, probed({ [place]: () => Math.random() }))).rejects.toMatchObject({
        code: 'NODE_FAILED',
        cause: { code: 'GLOBAL_FORBIDDEN' },
      });
      expect(globals()).toEqual(before);
    }
    const run = await TestRun.create(Relay, probed({ inPromise: () => Date.now() }));
    expect(failure(() => run.until(1)).cause).toMatchObject({ code: 'GLOBAL_FORBIDDEN' });
  });

  it('applies when the simulation inside is driven directly, even in slices', async () => {
    const run = await TestRun.create(Relay, probed({ inHandler: () => Math.random() }));
    await expect(run.simulation.run({ until: 1 })).rejects.toMatchObject({ cause: { code: 'GLOBAL_FORBIDDEN' } });
  });

  it('lets a handler use existing dates, and print', async () => {
    const given = new Date('2026-01-02T03:04:05Z');
    const seen: unknown[] = [];
    const inHandler = (node: string, epoch: number): void => {
      if (node !== 'hub/a' || epoch > 0) return;
      console.log('the guard lets this through');
      const made = new Date(given.getTime());
      seen.push(made instanceof Date, given instanceof Date, Object.getPrototypeOf(made) === Date.prototype);
      seen.push(new Date('2026-01-02T03:04:05Z').getTime() === given.getTime(), Date.UTC(2026, 0, 2, 3, 4, 5));
      seen.push(Date.parse('2026-01-02T03:04:05Z'), structuredClone(made) instanceof Date);
      class Holiday extends Date {}
      seen.push(new Holiday(0) instanceof Holiday, new Holiday(0) instanceof Date);
    };
    (await TestRun.create(Relay, probed({ inHandler }))).until(1);
    const time = given.getTime();
    expect(seen).toEqual([true, true, true, true, time, time, true, true, true]);
  });

  it('knows all functions of Math: each one in the self-test is refused, and each other one is exact', async () => {
    const exact = (name: string): boolean => exactMembers.has(name);
    const open = Object.keys(mathAnswers()).map((call) => /^Math\.(\w+)/.exec(call)?.[1]);
    expect([...openFunctions.keys()].sort()).toEqual([...new Set(open)].sort());
    const members = Object.getOwnPropertyNames(Math).filter((name) => name !== 'constructor');
    expect(members.filter((name) => !openFunctions.has(name) && !exact(name))).toEqual([]);
    for (const replacement of openFunctions.values()) expect(math).toHaveProperty(replacement, expect.any(Function));
    const run = await TestRun.create(Relay, probed({ inHandler: () => Math.sqrt(2) + Math.floor(2.5) + math.ln(2) }));
    expect(run.until(1).activations).toBeGreaterThan(0);
  });

  it('does not affect observers, even those called inside a handler', async () => {
    const run = await TestRun.create(Relay, probed({ inHandler: () => {} }));
    let [told, drawn] = [0, 0];
    const observe = (): void => {
      told += 1;
      for (const value of [Math.random(), Date.now(), new Date().getTime(), performance.now()])
        drawn += Number(value >= 0);
      clearTimeout(setTimeout(() => {}));
    };
    const { sends, wakeups, activations, promises } = run.simulation;
    sends.subscribe(observe);
    wakeups.subscribe(observe);
    activations.subscribe(observe);
    promises.subscribe(observe);
    run.until(5);
    expect(told).toBeGreaterThan(20);
    expect(drawn).toBe(4 * told);
  });

  it('applies again in the handler after an observer was called', async () => {
    let sent = 0;
    const inHandler = (_: string, epoch: number): unknown => (epoch > 1 && sent > 0 ? Math.random() : 0);
    const run = await TestRun.create(Relay, probed({ inHandler }));
    run.simulation.sends.subscribe(() => (sent += Math.ceil(Math.random())));
    expect(failure(() => run.until(20)).cause).toMatchObject({ code: 'GLOBAL_FORBIDDEN' });
  });

  it('can be turned off', async () => {
    const numbers: number[] = [];
    const inHandler = (): unknown => numbers.push(Math.random(), Date.now(), performance.now());
    const run = await TestRun.create(Relay, probed({ inHandler }, { guard: false }));
    run.until(1);
    expect(numbers.length).toBeGreaterThanOrEqual(9);
  });

  it('restores everything when the guarded code throws, and keeps nested guards separate', () => {
    const [outer, inner] = [new Guard(), new Guard()];
    const original = Math.random;
    const error = failure(() => outer.around(() => inner.control(() => Math.random())));
    expect(error.code).toBe('GLOBAL_FORBIDDEN');
    expect(Math.random).toBe(original);
    expect(outer.control(() => inner.control(() => Math.random()))).toBeLessThan(1);
  });

  it('is off while a test waits', async () => {
    const run = await TestRun.create(Relay, probed({}));
    run.until(1);
    await later(1);
    expect(globals()).toEqual(before);
    run.until(2);
  });
});

function failure(call: () => unknown): DiscoError {
  try {
    call();
  } catch (error) {
    if (error instanceof DiscoError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
