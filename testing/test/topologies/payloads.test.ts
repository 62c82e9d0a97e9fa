import { describe, expect, it } from 'vitest';
import { cue, played, StagePlay, type Script } from '../models/stage-play.js';
import { onTopology, topologies, withSeveralWorkers } from '../topologies.js';

const bytes = Uint8Array.of(9, 1, 2, 3, 9);

/** All kinds of valid payloads. */
const payloads: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  NaN,
  Infinity,
  -Infinity,
  Number.MAX_VALUE,
  5e-324,
  '',
  'naïve 𝄞',
  '\ud800 alone \udc00',
  10n ** 40n,
  -(2n ** 64n),
  0n,
  new Date(86_400_000),
  new Date(NaN),
  new Map<unknown, unknown>([
    ['key', new Map([[{ deep: 1 }, [1n]]])],
    [NaN, null],
  ]),
  new Set<unknown>([1, 'one', null, [2]]),
  bytes.subarray(1, 4),
  Float64Array.of(NaN, -Infinity, 0.1),
  Float32Array.of(0.5),
  Int8Array.of(-1),
  Uint8ClampedArray.of(255),
  Int16Array.of(-2),
  Uint16Array.of(65535),
  Int32Array.of(-3),
  Uint32Array.of(2 ** 32 - 1),
  BigInt64Array.of(-1n),
  BigUint64Array.of(2n ** 64n - 1n),
  [],
  [1, [2, [3, { four: 4 }]]],
  {},
  { b: 1, a: { nested: [null, false] }, '': 'empty key' },
];

const received = new Map<number, unknown>();
const postman: Record<string, Script> = {
  'a/cue': (context) => {
    if (context.epoch === 0) return context.wakeup(1);
    for (const payload of payloads) context.send({ node: 'actor/b', simproc: cue, payload });
  },
  'b/cue': (_, events) => {
    for (const { counter, payload } of events) received.set(counter, payload);
  },
};

describe.each(topologies)('on $name', (topology) => {
  it.each(['strict', 'trusted'] as const)('every kind of payload arrives as it was sent, %s', async (mode) => {
    received.clear();
    const play = played(['a', 'b'], [['cue', 'a', 'b']], postman);
    await onTopology(topology, StagePlay, { ...play, payloads: mode }, (run) => run.until(2));
    expect(received.size).toBe(payloads.length);
    for (const [counter, payload] of received) {
      expect(payload).toEqual(payloads[counter]);
      expect(Object.getPrototypeOf(payload ?? [])).toBe(Object.getPrototypeOf(payloads[counter] ?? []));
    }
  });

  it('an invalid payload is refused when it is sent, with the path', async () => {
    const play = played(['a', 'b'], [['cue', 'a', 'b']], {
      'a/cue': (context) => context.send({ node: 'actor/b', simproc: cue, payload: { order: [1, () => 2] } }),
    });
    await onTopology(topology, StagePlay, play, async (run) => {
      await expect(run.until(1)).rejects.toMatchObject({
        code: 'HANDLER_FAILED',
        cause: { code: 'PAYLOAD_INVALID', message: expect.stringContaining('order[1]') },
      });
    });
  });
});

describe.each(withSeveralWorkers)('on $name', (topology) => {
  it('a receiver cannot change what the sender or another receiver has', async () => {
    const sheet = { notes: [1, 2, 3], marks: Float64Array.of(0.5) };
    const seen: unknown[] = [];
    const scribble: Script = (_, events) => {
      for (const { payload } of events) {
        const copy = payload as typeof sheet;
        seen.push(structuredClone(copy));
        copy.notes.push(4);
        copy.marks[0] = 7;
      }
    };
    const play = played(
      ['a', 'b', 'c'],
      [
        ['cue', 'a', 'b'],
        ['cue', 'a', 'c'],
      ],
      {
        'a/cue': (context) => {
          if (context.epoch === 0) return context.wakeup(1);
          for (const node of ['actor/b', 'actor/c']) context.send({ node, simproc: cue, payload: sheet });
        },
        'b/cue': scribble,
        'c/cue': scribble,
      },
    );
    const placement = { kind: 'explicit', workers: { 'actor/a': 0, 'actor/b': 1, 'actor/c': 1 } } as const;
    await onTopology(topology, StagePlay, { ...play, payloads: 'trusted', placement }, (run) => run.until(2));
    const sent = { notes: [1, 2, 3], marks: Float64Array.of(0.5) };
    expect(sheet).toEqual(sent);
    expect(seen).toEqual([sent, sent]);
  });
});
