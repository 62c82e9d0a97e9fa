import { describe, expect, it } from 'vitest';
import { layer } from '../sketch.js';
import { Trial } from '../trial.js';

/** The digest of a run whose only event carries the payload. */
function digestOf(payload: unknown): string {
  const trial = new Trial(
    { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } },
    {
      x: (node) => node.name === 'a' && node.send('b/x', 0, payload),
    },
  );
  trial.kernel.advance(Infinity);
  return trial.kernel.digest;
}

describe('payloads in the digest', () => {
  it.each<[string, unknown, unknown]>([
    ['0 and -0', 0, -0],
    ['all NaNs', NaN, new Float64Array(Uint32Array.of(1, 0xfff8_0001).buffer)[0]],
    ['0 and -0 inside', { a: [0] }, { a: [-0] }],
    ['0 and -0 in typed arrays', Float64Array.of(0), Float64Array.of(-0)],
    ['the keys of an object in any order', { a: 1, b: 2, é: 3 }, { é: 3, b: 2, a: 1 }],
    ['typed arrays on any part of a buffer', Int16Array.of(1, 2), new Int16Array(Int16Array.of(9, 1, 2).buffer, 2)],
    ['copies', { list: [new Map([[1n, new Set(['x'])]])] }, { list: [new Map([[1n, new Set(['x'])]])] }],
  ])('count as equal: %s', (_, one, other) => {
    expect(digestOf(one)).toBe(digestOf(other));
  });

  it('differ if values, kinds or nestings differ', () => {
    const different: unknown[] = [
      null,
      true,
      false,
      0,
      1,
      -1,
      0.1,
      NaN,
      Infinity,
      -Infinity,
      Number.MIN_VALUE,
      '',
      '0',
      '1',
      'ab',
      'ba',
      'é',
      'e\u0301',
      0n,
      1n,
      -1n,
      2n ** 64n,
      [],
      {},
      [null],
      [[]],
      [0],
      [1, 2],
      [2, 1],
      [[1], 2],
      [1, [2]],
      [[1, 2]],
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      { a: 1 },
      { a: 2 },
      { b: 1 },
      { a: 1, b: 1 },
      { a: { b: 1 } },
      { ab: 1 },
      new Date(0),
      new Date(1),
      new Date(NaN),
      new Map(),
      new Map([[1, 2]]),
      new Map([[2, 1]]),
      new Set(),
      new Set([1, 2]),
      new Uint8Array(),
      Uint8Array.of(1, 2),
      Int8Array.of(1, 2),
      Uint8ClampedArray.of(1, 2),
      Uint16Array.of(0x0201),
      Uint8Array.of(1, 2, 0),
      Float32Array.of(1),
      Float64Array.of(1),
      BigInt64Array.of(1n),
      BigUint64Array.of(1n),
    ];
    const byDigest = new Map<string, unknown[]>();
    for (const payload of different) {
      const digest = digestOf(payload);
      byDigest.set(digest, [...(byDigest.get(digest) ?? []), payload]);
    }
    expect([...byDigest.values()].filter((payloads) => payloads.length > 1)).toEqual([]);
  });
});
