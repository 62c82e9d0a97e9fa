import { Simulation } from '@disco-engine/sdk';
import { TestRun } from '@disco-engine/testing';
import { describe, expect, it } from 'vitest';
import '../src/matchers.js';
import { Probe, Relay, ring } from './models/relay.js';

describe('toHaveDigest', () => {
  it('compares the digest of a TestRun or a Simulation', async () => {
    const run = await TestRun.create(Relay, { scenario: ring, seed: 7 });
    run.until(10);
    const simulation = await Simulation.create(Relay, { scenario: ring, seed: 7 });
    simulation.until(10);
    expect(run).toHaveDigest(simulation.digest);
    expect(simulation).toHaveDigest(run.digest);
    expect(run).not.toHaveDigest('0000000000000000');
  });

  it('shows both digests when they differ', async () => {
    const run = await TestRun.create(Relay, { scenario: ring, seed: 7 });
    const expected = 'feedfeedfeedfeed';
    expect(() => expect(run).toHaveDigest(expected)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(new RegExp(`expected digest ${expected}, got ${run.digest}`)),
        actual: run.digest,
        expected,
      }),
    );
    expect(() => expect(run).not.toHaveDigest(run.digest)).toThrow(`expected a digest other than ${run.digest}`);
    expect(() => expect('a text').toHaveDigest(expected)).toThrow('for a TestRun or a Simulation');
  });
});

describe('toBeDeterministic', () => {
  it('passes a sound model', async () => {
    await expect(Relay).toBeDeterministic({ scenario: ring, seed: 7, until: 20, parameters: { patience: 3 } });
  });

  it('fails with the first activation that differs', async () => {
    let runs = 0;
    class Restless extends Probe {
      #run = (runs += 1);
      override inHandler = (node: string, epoch: number): void => {
        if (this.#run === 3 && node === 'hub/c' && epoch > 2) throw new Error('third time lucky');
      };
    }
    const options = { scenario: ring, until: 20, providers: [{ token: Probe, useClass: Restless }] };
    await expect(expect(Relay).toBeDeterministic(options)).rejects.toThrow(
      /model 'relay' is not deterministic: run 3 \(.*\) differs from run 1 \(plain\)\n[^]*third time lucky/,
    );
    runs = 0;
    await expect(Relay).not.toBeDeterministic(options);
    await expect(expect(ring).toBeDeterministic(options)).rejects.toThrow('for a model class');
  });
});

describe('toRunLike', () => {
  const options = { scenario: ring, seed: 7 };
  const run = { model: Relay, options };

  it('passes if only the topology differs', async () => {
    const other = { model: Relay, options: { ...options, workers: 2, transport: 'in-process' as const } };
    await expect(run).toRunLike(other, { until: 20, window: 5 });
  });

  it('fails with the window and the activation', async () => {
    const other = { model: Relay, options: { ...options, parameters: { patience: 2 } } };
    await expect(run).not.toRunLike(other, { until: 20, window: 5 });
    await expect(expect(run).toRunLike(other, { until: 20, window: 5 })).rejects.toThrow(
      /the runs differ in window 1, from epoch 0 to 5\n.*\nthe first activation that differs is hub\/a\/parcel at epoch 1/,
    );
    await expect(expect(run).not.toRunLike(run, { until: 20, window: 5 })).rejects.toThrow(/both runs gave digest/);
    await expect(expect(Relay).toRunLike(run, { until: 20, window: 5 })).rejects.toThrow('toRunLike is for a run');
  });
});
