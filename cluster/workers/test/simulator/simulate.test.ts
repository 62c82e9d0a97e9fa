import { beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '@disco-engine/transports/simulation';
import { calmDigest, simulate } from '../../src/simulator/simulate.js';

const SEEDS = 40;

let calm = '';
let verdicts: readonly Verdict[] = [];

beforeAll(async () => {
  calm = await calmDigest();
  // All at once, which must make no difference to any of them.
  verdicts = await Promise.all(Array.from({ length: SEEDS }, (_, index) => simulate(index + 1, calm)));
});

describe('a simulated cluster', () => {
  it('ends every run with the calm digest or a named error in time, with nobody left in it', () => {
    expect(verdicts.flatMap(({ seed, fault }) => (fault === undefined ? [] : `seed ${seed}: ${fault}`))).toEqual([]);
  });

  it('meets enough to lose workers, and survives some of it', () => {
    const disturbed = verdicts.filter(({ story }) => story.some((line) => line.includes('— ')));
    expect(disturbed.length).toBeGreaterThan(SEEDS / 2);
    expect(disturbed.filter(({ end }) => end === calm).length).toBeGreaterThan(SEEDS / 4);
    expect(disturbed.filter(({ end }) => end === 'WORKER_LOST').length).toBeGreaterThan(2);
  });

  it('begins runs again that have lost a worker, with the same result', () => {
    const again = verdicts.filter(({ story }) => story.some((line) => line.includes('attempt 2 begins on')));
    expect(again.filter(({ end }) => end === calm).length).toBeGreaterThan(2);
  });

  it('tells the same story for the same seed', async () => {
    for (const { seed, story } of verdicts.slice(0, 10)) expect((await simulate(seed, calm)).story).toEqual(story);
    expect(new Set(verdicts.map(({ story }) => story.join('\n'))).size).toBe(SEEDS);
  });
});
