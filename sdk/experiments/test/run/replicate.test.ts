import { InvalidInputError } from '@disco-engine/kernel';
import { replicate, type ReplicateOptions } from '@disco-engine/experiments';
import * as statistics from '@disco-engine/statistics';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../model/test/refusal.js';
import { scenario, Street } from '../street.js';

const usual: ReplicateOptions = { scenario, duration: 20, warmup: 4, replications: 4, seed: 3 };

describe('replicate', () => {
  it('gives each case its responses', async () => {
    const { cases, responses, response } = await replicate(Street, { ...usual, parameters: { load: [1, 2] } });
    expect(cases.map(({ parameters }) => parameters)).toEqual([{ load: 1 }, { load: 2 }]);
    expect(responses.slice(0, 4)).toEqual([
      'shop/Jena/mood: bad',
      'shop/Jena/mood: good',
      'shop/Jena/shelf: element 0',
      'shop/Jena/work',
    ]);
    const [one, two] = response('shop/Ulm/work');
    const values = one.values.map((value) => value ?? NaN);
    expect(one).toEqual({
      case: 0,
      name: 'shop/Ulm/work',
      unit: 'hours',
      mean: one.interval.mean,
      interval: statistics.meanInterval(values),
      n: 4,
      missing: 0,
      reason: undefined,
      values,
      warning: expect.objectContaining({ kind: 'few' }) as unknown,
    });
    // Both cases draw the same numbers, and doubling is exact.
    expect(two.values).toEqual(values.map((value) => 2 * value));
    expect(cases[1].response('shop/Ulm/work')).toEqual(two);
    expect(cases[1].responses.map(({ name }) => name)).toEqual(responses);
    const [good, bad] = ['good', 'bad'].map((state) => cases[0].response(`shop/Ulm/mood: ${state}`).mean ?? NaN);
    expect(good + bad).toBeCloseTo(1);
    expect(cases[0].replications.map(({ replication, status }) => [replication, status])).toEqual(
      [0, 1, 2, 3].map((replication) => [replication, 'FINISHED']),
    );
    expect(cases[0].replications[0].digest).toMatch(/^[0-9a-f]{16}$/);
  });

  it('lists declared responses before those of channels', async () => {
    const options: ReplicateOptions = {
      ...usual,
      responses: {
        total: ({ across }) => across({ type: 'shop' }).sum('work'),
        late: { channel: 'shop/Ulm/work', quantile: 0.5, unit: 'h' },
        share: {
          numerator: { channel: 'shop/Ulm/work', figure: 'sum' },
          denominator: ({ across }) => across().sum('work'),
        },
        none: () => NaN,
      },
    };
    const { cases, responses, records, response, notes } = await replicate(Street, { ...options, records: true });
    expect(notes).toEqual(['none has a value in 0 of 4 replications: its function returned none']);
    expect(responses.slice(0, 4)).toEqual(['total', 'late', 'share', 'none']);
    const [late] = response('late');
    const medians = [0, 1, 2, 3].map((replication) => {
      const { epochs, values } = records({ case: 0, replication, node: 'shop/Ulm', name: 'work' });
      return statistics.quantile(
        values.filter((_, at) => epochs[at] >= 4),
        0.5,
      );
    });
    expect([late.values, late.unit]).toEqual([medians, 'h']);
    const parts = cases[0].replications.map(
      ({ responses: own = {} }) => own.share as { numerator: number; denominator: number },
    );
    const numerators = parts.map(({ numerator }) => numerator);
    const denominators = parts.map(({ denominator }) => denominator);
    expect(denominators).toEqual(response('total')[0].values);
    const [share] = response('share');
    expect(share.interval).toEqual(statistics.meanInterval(statistics.ratioPseudoValues(numerators, denominators)));
    expect(share.values).toEqual(parts.map(({ numerator, denominator }) => numerator / denominator));
    expect(response('none')[0]).toMatchObject({
      n: 0,
      missing: 4,
      reason: 'its function returned none',
      mean: undefined,
    });
    // The same without keeping the records.
    expect((await replicate(Street, options)).cases[0].responses).toEqual(cases[0].responses);
  });

  it('gives the same results for any number of workers', async () => {
    const [one, two] = await Promise.all([1, 2].map((workers) => replicate(Street, { ...usual, workers })));
    expect(two.cases[0].responses).toEqual(one.cases[0].responses);
    expect(two.cases[0].replications.map(({ digest }) => digest)).toEqual(
      one.cases[0].replications.map(({ digest }) => digest),
    );
  });

  it('bases intervals on antithetic pairs', async () => {
    const { cases } = await replicate(Street, { ...usual, antithetic: true });
    const { values, n, missing, mean } = cases[0].response('shop/Ulm/work');
    expect([values.length, n, missing]).toEqual([4, 2, 0]);
    // Complementary draws, so that every pair has the same mean.
    expect(mean).toBeCloseTo(0.5);
  });

  it('counts replications without a value', async () => {
    const { cases } = await replicate(Street, { ...usual, replications: 12, parameters: { silent: 0.5 } });
    const { values, n, missing, interval } = cases[0].response('shop/Ulm/work');
    expect(n + missing).toBe(12);
    expect(missing).toBeGreaterThan(0);
    expect(values.filter((value) => value !== null)).toHaveLength(n);
    expect(interval.count).toBe(n);
  });

  it('stops as soon as a mean is known precisely', async () => {
    const precision = { channel: 'shop/Ulm/work', relative: 0.2 };
    const { cases, notes } = await replicate(Street, { ...usual, replications: 200, precision });
    const { n, missing, interval } = cases[0].response('shop/Ulm/work');
    expect(n).toBeLessThan(200);
    expect(missing).toBe(0);
    expect(notes).toEqual([]);
    expect(interval.halfWidth).toBeLessThanOrEqual(0.2 * (interval.mean ?? NaN));
    const coarse = await replicate(Street, { ...usual, replications: 10, precision: { ...precision, relative: 1e-6 } });
    expect(coarse.notes).toEqual([expect.stringContaining('shop/Ulm/work is not known to within 0.0001 %')]);
  });

  it('stops as soon as a response is known precisely, ignoring replications without a value', async () => {
    const parameters = { silent: 0.5 };
    const relative = { relative: 0.1, minimum: 5 };
    const wanted = [{ channel: 'shop/Ulm/work' }, { response: 'typical' }, { response: 'ratio' }] as const;
    const responses: ReplicateOptions['responses'] = {
      typical: { channel: 'shop/Ulm/work', quantile: 0.5 },
      ratio: {
        numerator: { channel: 'shop/Ulm/work', figure: 'sum' },
        denominator: ({ count }) => count('shop/Ulm/work'),
      },
    };
    for (const one of wanted) {
      const options = { ...usual, replications: 200, parameters, responses, precision: { ...one, ...relative } };
      const { cases, notes } = await replicate(Street, options);
      const name = 'response' in one ? one.response : one.channel;
      const { n, missing, reason, interval } = cases[0].response(name);
      expect(cases[0].replications.length).toBe(n + missing);
      expect([n < 200, n >= 5]).toEqual([true, true]);
      expect(interval.halfWidth).toBeLessThanOrEqual(0.1 * (interval.mean ?? NaN));
      // 0 of 0 does not change a ratio.
      if (name === 'ratio') expect(missing).toBe(0);
      else expect(notes[0]).toBe(`${name} has a value in ${n} of ${n + missing} replications: ${reason}`);
    }
  });

  it('runs all replications if none has a value of the response, and says so', async () => {
    const responses = { never: () => NaN };
    const precision = { response: 'never', relative: 0.1 };
    const { cases, notes } = await replicate(Street, { ...usual, replications: 12, responses, precision });
    expect(cases[0].replications).toHaveLength(12);
    expect(notes).toEqual([
      'never has a value in 0 of 12 replications: its function returned none',
      'never is not known to within 10 %: it has 0 values, fewer than the minimum of 10',
    ]);
  });

  it('keeps records on request', async () => {
    const { records } = await replicate(Street, { ...usual, records: true });
    const key = { case: 0, replication: 2, node: 'shop/Ulm' };
    const { epochs, values } = records({ ...key, name: 'work' });
    expect([...epochs]).toEqual(Array.from({ length: 20 }, (_, epoch) => epoch));
    expect(values).toHaveLength(20);
    expect((await refusal(() => records({ ...key, name: 'wrk' }))).code).toBe('CHANNEL_UNKNOWN');
    const beyond = await refusal(() => records({ ...key, replication: 4, name: 'work' }));
    expect([beyond.code, beyond.message]).toEqual(['RECORDS_MISSING', 'there is no replication 4 of case 0']);
    const without = await replicate(Street, usual);
    const refused = await refusal(() => without.records({ ...key, name: 'work' }));
    expect(refused.message).toContain('records: true');
  });
});

describe('replicate rejects', () => {
  it('an unknown response, and suggests similar ones', async () => {
    const { cases, response } = await replicate(Street, usual);
    for (const ask of [cases[0].response, response]) {
      const { code, message } = await refusal(() => ask('shop/Ulm/wrk'));
      expect(code).toBe('RESPONSE_UNKNOWN');
      expect(message).toBe("no response is named 'shop/Ulm/wrk'; did you mean 'shop/Ulm/work'?");
      const { message: other } = await refusal(() => ask('shop/Bonn/work'));
      expect(other).toContain('there are 8, such as shop/Jena/work, shop/Ulm/work');
    }
  });

  it('an invalid experiment, with all problems', async () => {
    const error = await refusal(() => replicate(Street, { ...usual, warmup: 30, replications: 0 }));
    expect([error.code, error instanceof InvalidInputError && error.problems.length]).toEqual([
      'EXPERIMENT_INVALID',
      2,
    ]);
  });

  it('misspelt options, and those of other functions', async () => {
    const wrong = { ...usual, recrods: true, log: { keep: 'summary' } };
    const error = (await refusal(() => replicate(Street, wrong))) as InvalidInputError;
    expect(error.problems.map(({ message }) => message)).toEqual([
      "unknown setting 'recrods'; did you mean 'records'?",
      expect.stringMatching(/^unknown setting 'log'; known are: name, .*, records, signal$/),
    ]);
  });

  it('an unknown channel, after the first replication, and suggests the closest one', async () => {
    const mistyped = { ...usual, precision: { channel: 'shop/Ulm/wokr', relative: 0.1 } };
    const { code, message } = await refusal(() => replicate(Street, mistyped));
    expect(code).toBe('CHANNEL_UNKNOWN');
    expect(message).toBe(
      "precision names channel 'shop/Ulm/wokr', but there is no such channel with a mean; did you mean 'shop/Ulm/work'?",
    );
    const state = { ...usual, precision: { channel: 'shop/Ulm/mood', relative: 0.1 } };
    expect((await refusal(() => replicate(Street, state))).message).toContain(
      'but there is no such channel with a mean; there are 2, such as',
    );
  });

  it('the id of a scenario, because it has no store', async () => {
    const stored = { ...usual, scenario: 'plant-2026' as unknown as typeof scenario };
    const { code, message } = await refusal(() => replicate(Street, stored));
    expect(code).toBe('EXPERIMENT_INVALID');
    expect(message).toContain('"plant-2026"');
  });

  it('as soon as a replication fails, and says which one and where', async () => {
    const parameters = { failAt: [1e9, 7] };
    const error = await refusal(() => replicate(Street, { ...usual, parameters }));
    expect(error.code).toBe('REPLICATION_FAILED');
    expect(error.message).toContain('case 1, replication 0 has failed');
    expect(error.message).toContain('the shop is on fire');
    expect(error.place).toMatchObject({ node: 'shop/Jena', epoch: 7 });
    expect(error.cause).toMatchObject({ code: 'HANDLER_FAILED' });
  });

  it('after the signal', async () => {
    const error = await refusal(() => replicate(Street, { ...usual, signal: AbortSignal.abort() }));
    expect(error.code).toBe('RUN_ABORTED');
  });
});
