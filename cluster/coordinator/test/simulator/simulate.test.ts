import type { Verdict } from '@disco-engine/transports/simulation';
import { beforeAll, describe, expect, it } from 'vitest';
import { oneMachine, simulate, type Calm } from '../../src/simulator/simulate.js';

const SEEDS = 30;

let calm: Calm;
let verdicts: readonly Verdict[] = [];

beforeAll(async () => {
  calm = await oneMachine();
  // All at once, which must make no difference to any of them.
  verdicts = await Promise.all(Array.from({ length: SEEDS }, (_, index) => simulate(index + 1, calm)));
});

describe('a simulated farm', () => {
  it('gets what one machine gets, in time, and leaves nothing behind', () => {
    expect(verdicts.flatMap(({ seed, fault }) => (fault === undefined ? [] : `seed ${seed}: ${fault}`))).toEqual([]);
  });

  it('stops at a precision, loses members and changes leaders', () => {
    const many = (part: string): number =>
      verdicts.filter(({ story }) => story.some((line) => line.includes(part))).length;
    expect(verdicts.filter(({ end }) => end === 'precise').length).toBeGreaterThan(SEEDS / 5);
    expect(Object.keys(calm.precise.files).length).toBeLessThan(16);
    expect(many('— ')).toBeGreaterThan(SEEDS / 2);
    expect(many('counts ')).toBeGreaterThan(2);
    expect(many('leads, term 2')).toBeGreaterThan(2);
  });

  it('tells the same story for the same seed', async () => {
    for (const { seed, story } of verdicts.slice(0, 5)) expect((await simulate(seed, calm)).story).toEqual(story);
    expect(new Set(verdicts.map(({ story }) => story.join('\n'))).size).toBe(SEEDS);
  });
});
