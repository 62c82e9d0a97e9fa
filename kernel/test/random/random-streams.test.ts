import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/random/random-streams.js';
import { correlation, draws } from './draws.js';

describe('RandomStreams', () => {
  it('gives equal new streams for equal names, in any order of opening', () => {
    const one = new RandomStreams({ masterSeed: 42, replication: 0 });
    const other = new RandomStreams({ masterSeed: 42, replication: 0 });
    const first = ['a', 'b', 'c'].map((node) => draws(5, one.open(node)));
    const second = ['c', 'b', 'a'].map((node) => draws(5, other.open(node, ''))).reverse();
    expect(second).toEqual(first);
    expect(draws(5, one.open('a'))).toEqual(first[0]);
    expect(draws(5, other.openCounterBased('a', 'x'))).toEqual(draws(5, one.openCounterBased('a', 'x')));
  });

  it('gives different streams for different seeds, replications, nodes, names and generators', () => {
    const streams = new RandomStreams({ masterSeed: 42, replication: 0 });
    const different = [
      streams.open('a'),
      streams.open('b'),
      streams.open('a', 'demand'),
      streams.openCounterBased('a'),
      streams.openCounterBased('a', 'demand'),
      new RandomStreams({ masterSeed: 43, replication: 0 }).open('a'),
      new RandomStreams({ masterSeed: 42, replication: 1 }).open('a'),
    ];
    expect(new Set(different.map((stream) => draws(2, stream).join())).size).toBe(different.length);
  });

  it('does not correlate streams with similar names or numbers', () => {
    const count = 20_000;
    const uniforms = (masterSeed: number, replication: number, node: string): number[] => {
      const stream = new RandomStreams({ masterSeed, replication }).open(node);
      return Array.from({ length: count }, () => stream.uniform());
    };
    const nodes = Array.from({ length: 10 }, (_, index) => uniforms(1, 0, `retailer-${index}`));
    const replications = Array.from({ length: 5 }, (_, index) => uniforms(1, index, 'retailer'));
    const seeds = Array.from({ length: 5 }, (_, index) => uniforms(index, 0, 'retailer'));
    for (const family of [nodes, replications, seeds]) {
      for (let i = 1; i < family.length; i++) {
        // The coefficient of independent series has a deviation of 1 / sqrt(count); the limit is 4.5 of them.
        expect(Math.abs(correlation(family[i - 1], family[i]))).toBeLessThan(4.5 / Math.sqrt(count));
      }
    }
  });

  it('spreads the starting points of many streams evenly', () => {
    const streams = new RandomStreams({ masterSeed: 7, replication: 0 });
    const firsts = Array.from({ length: 20_000 }, (_, index) => streams.open(`node-${index}`).uniform());
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / firsts.length));
  });

  it('refuses seeds out of range when it is created', () => {
    const refusal = { code: 'SEED_INVALID' };
    expect(() => new RandomStreams({ masterSeed: -1, replication: 0 })).toThrow(expect.objectContaining(refusal));
    expect(() => new RandomStreams({ masterSeed: 0, replication: 1.5 })).toThrow(expect.objectContaining(refusal));
  });

  it('gives antithetic streams whose draws are complements', () => {
    const options = { masterSeed: 42, replication: 3 };
    const [plain, mirrored] = [false, true].map((antithetic) => new RandomStreams({ ...options, antithetic }));
    for (const open of ['open', 'openCounterBased'] as const) {
      const [one, other] = [plain[open]('a', 'x'), mirrored[open]('a', 'x')];
      for (let draw = 0; draw < 100; draw++) expect(one.uint32() + other.uint32()).toBe(2 ** 32 - 1);
      for (let draw = 0; draw < 100; draw++) expect(one.uniform() + other.uniform()).toBe(1 - 2 ** -53);
    }
  });
});
