import { DiscoError } from '@disco-engine/sdk';
import { TestRun } from '@disco-engine/testing';
import { describe, expect, it } from 'vitest';
import { Hub, Probe, Relay, ring } from './models/relay.js';

const withHandler = (inHandler: Probe['inHandler']) => ({
  scenario: ring,
  providers: [{ token: Probe, useValue: Object.assign(new Probe(), { inHandler }) }],
});

describe('TestRun', () => {
  it('runs to several horizons, and step by step, with the same end as a single call', async () => {
    const whole = await TestRun.create(Relay, { scenario: ring, seed: 7, parameters: { patience: 2 } });
    expect(whole.until(20)).toMatchObject({ until: 20, activations: whole.activationCount, events: whole.eventCount });
    const parts = await TestRun.create(Relay, { scenario: ring, seed: 7, parameters: { patience: 2 } });
    expect(parts.step()).toBe(true);
    expect(parts.activationCount).toBe(1);
    for (const horizon of [3, 3, 8.5, 20]) parts.until(horizon);
    expect(parts.digest).toBe(whole.digest);
    expect(parts.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(parts.epoch).toBe(whole.epoch);
    expect(parts.trace).toEqual(whole.trace);
  });

  it('has every activation from the start, and the nodes', async () => {
    const run = await TestRun.create(Relay, { scenario: ring });
    run.until(5);
    expect(run.trace).toHaveLength(run.activationCount);
    expect(run.trace[0]).toEqual({ node: 'hub/a', simproc: 'parcel', epoch: 0, events: [] });
    expect(run.trace.reduce((sum, { events }) => sum + events.length, 0)).toBe(run.eventCount);
    expect([...run.nodes(Hub).keys()]).toEqual(['hub/a', 'hub/b', 'hub/c']);
    expect(run.node('hub/b', Hub)).toBe(run.nodes(Hub).get('hub/b'));
    expect(() => run.node('hub/d', Hub)).toThrow(DiscoError);
  });

  it('accepts seed, replication and node order', async () => {
    const digest = async (options: object): Promise<string> => {
      const run = await TestRun.create(Relay, { scenario: ring, ...options });
      run.until(20);
      return run.digest;
    };
    const plain = await digest({ seed: 1 });
    expect(await digest({ seed: 1, tieOrder: () => Int32Array.of(2, 0, 1) })).toBe(plain);
    expect(await digest({ seed: 2 })).not.toBe(plain);
    expect(await digest({ seed: 1, replication: 1 })).not.toBe(plain);
  });

  it('is the same on any number of workers, with any placement and any window', async () => {
    const plain = await TestRun.create(Relay, { scenario: ring, seed: 7 });
    plain.until(20);
    const byNode = ({ trace }: TestRun) => [...trace].sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
    for (const options of [
      { workers: 1 },
      { workers: 2 },
      { workers: 3, placement: { kind: 'random', seed: 4 } },
      { workers: 5, window: 1 },
    ] as const) {
      const run = await TestRun.create(Relay, { scenario: ring, seed: 7, ...options });
      for (const horizon of [0.5, 6, 20]) run.until(horizon);
      expect(run.digest).toBe(plain.digest);
      expect(byNode(run)).toEqual(byNode(plain));
      expect([run.activationCount, run.eventCount]).toEqual([plain.activationCount, plain.eventCount]);
      expect([...run.nodes(Hub)].map(([name, { total }]) => [name, total])).toEqual(
        [...plain.nodes(Hub)].map(([name, { total }]) => [name, total]),
      );
      expect(run.node('hub/b', Hub)).toBe(run.nodes(Hub).get('hub/b'));
    }
  });

  it('also steps and guards several workers', async () => {
    const run = await TestRun.create(Relay, { scenario: ring, seed: 7, workers: 3 });
    for (let step = 1; step <= 10; step++) {
      expect(run.step()).toBe(true);
      expect(run.activationCount).toBe(step);
    }
    const guarded = await TestRun.create(Relay, { ...withHandler(() => Math.random()), workers: 2 });
    expect(() => guarded.until(1)).toThrow(
      expect.objectContaining({ code: 'HANDLER_FAILED', cause: expect.objectContaining({ code: 'GLOBAL_FORBIDDEN' }) }),
    );
    const free = await TestRun.create(Relay, { ...withHandler(() => Math.random()), workers: 2, guard: false });
    expect(free.until(1).activations).toBeGreaterThan(0);
    await expect(TestRun.create(Relay, { scenario: ring, workers: 0 })).rejects.toMatchObject({
      code: 'PARTITION_INVALID',
    });
  });

  it('passes the error of a handler to the test', async () => {
    const cause = new Error('out of stock');
    const fail = (node: string, epoch: number): void => {
      if (node === 'hub/b' && epoch > 0) throw cause;
    };
    const run = await TestRun.create(Relay, withHandler(fail));
    expect(() => run.until(5)).toThrow(
      expect.objectContaining({ code: 'HANDLER_FAILED', cause, place: expect.objectContaining({ node: 'hub/b' }) }),
    );
  });

  it('seals payloads, so that a model that changes a sent payload fails', async () => {
    const run = await TestRun.create(Relay, { scenario: ring });
    run.simulation.sends.subscribe(({ payload }) => Object.assign(payload as object, { weight: 1000 }));
    run.until(5);
    const received = run.trace.flatMap(({ events }) => events.map(({ payload }) => payload));
    expect(JSON.stringify(received)).not.toContain('1000');
  });

  it('disposes of its resources and completes the observables', async () => {
    let [disposed, completed] = [0, 0];
    const probe = Object.assign(new Probe(), { dispose: () => (disposed += 1) });
    const providers = [{ token: Probe, useFactory: () => probe }];
    const run = await TestRun.create(Relay, { scenario: ring, providers });
    run.simulation.activations.subscribe({ complete: () => (completed += 1) });
    await run.dispose();
    expect([disposed, completed]).toEqual([1, 1]);
  });
});
