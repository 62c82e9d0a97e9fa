import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox } from '../../src/random/philox.js';
import { PhiloxStream } from '../../src/random/philox-stream.js';
import { draws } from './draws.js';

describe('philox', () => {
  // From kat_vectors of Random123: counter, key, result.
  it.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('gives the known answer for counter %s', (counter, key, answer) => {
    const [c0, c1, c2, c3] = words(counter);
    const [k0, k1] = words(key);
    const result = new Uint32Array(4);
    philox(c0, c1, c2, c3, k0, k1, result);
    expect([...result]).toEqual(words(answer));
  });
});

describe('PhiloxStream', () => {
  it('starts with the block of counter 0', () => {
    expect(draws(4, new PhiloxStream([0, 0, 0, 0]))).toEqual(words('6627e8d5 e169c58d bc57ac4c 9b00dbd8'));
  });

  it('counts blocks in the lower half of the counter, with its key in the upper half', () => {
    const stream = new PhiloxStream([11, 12, 13, 14]);
    const block = 2 ** 40 + 2 ** 32 - 1;
    stream.seek(block * 4);
    const expected = [block, block + 1].flatMap((at) => {
      const result = new Uint32Array(4);
      philox(at % 2 ** 32, Math.floor(at / 2 ** 32), 13, 14, 11, 12, result);
      return [...result];
    });
    expect(draws(8, stream)).toEqual(expected);
  });

  it('jumps to any draw', () => {
    const all = draws(100, new PhiloxStream([1, 2, 3, 4]));
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), (from, to) => {
        const stream = new PhiloxStream([1, 2, 3, 4]);
        stream.seek(from);
        draws(3, stream);
        stream.seek(to);
        expect(stream.position).toBe(to);
        expect(draws(100 - to, stream)).toEqual(all.slice(to));
        expect(stream.position).toBe(100);
      }),
    );
  });

  it('keeps advancing past the last index that can be given', () => {
    const stream = new PhiloxStream([1, 2, 3, 4]);
    stream.seek(2 ** 53 - 1);
    expect(new Set(draws(9, stream)).size).toBe(9);
  });

  it.each([-1, 0.5, NaN, 2 ** 53])('refuses to seek %d', (index) => {
    const refusal = { code: 'ARGUMENT_INVALID' };
    expect(() => new PhiloxStream([1, 2, 3, 4]).seek(index)).toThrow(expect.objectContaining(refusal));
  });
});

function words(text: string): number[] {
  return text.split(' ').map((word) => Number.parseInt(word, 16));
}
