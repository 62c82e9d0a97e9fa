import { nextDouble } from '@disco-engine/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeLayer, layer } from '../sketch.js';
import { thrownBy } from '../problems.js';
import { Trial, type NodeView } from '../trial.js';

const seed = Number(process.env['DISCO_SEED'] ?? 1);
const numRuns = Number(process.env['DISCO_RUNS'] ?? 1000);

const alone = { simprocs: [layer('x')], nodes: ['a'] };
/** Seconds since 1970: the next double is 2^-22 later. */
const UNIX = 1.76e9;

/** The epochs of a node that moves to a first epoch, and from there on by delays. */
function epochsAfter(start: number, delays: readonly number[], hard = false): number[] {
  const epochs: number[] = [];
  let left = 0;
  const trial = new Trial(alone, {
    x: (node) => {
      if (node.epoch === 0 && start > 0) return node.wakeup(start);
      epochs.push(node.epoch);
      const delay = delays[left++];
      if (delay !== undefined) node.wakeupAfter(delay, hard);
    },
  });
  trial.kernel.advance(Infinity);
  return epochs;
}

/** The error that a node gets for a call at an epoch at which it is refused. */
function refusalAt(epoch: number, call: (node: NodeView) => void, minimumDelay = 0) {
  let refusal;
  const sketch = { simprocs: [layer('x'), completeLayer('y', 1), layer('z', minimumDelay)], nodes: ['a', 'b'] };
  const linked = { ...sketch, edges: { x: ['a>b'], z: ['a>b'] }, sends: [[0, 2]] as const };
  const trial = new Trial(linked, {
    x: (node) => {
      if (node.name !== 'a') return;
      if (node.epoch === epoch) refusal = thrownBy(() => call(node));
      else if (node.epoch === 0) node.wakeup(epoch);
    },
  });
  trial.kernel.advance(Infinity);
  return refusal;
}

describe('wakeupAfter', () => {
  it('wakes at now plus the delay, rounded to a double', () => {
    expect(epochsAfter(0, [0.1, 0.1, 0.1, 2])).toEqual([0, 0.1, 0.2, 0.1 + 0.1 + 0.1, 0.1 + 0.1 + 0.1 + 2]);
  });

  it.each([
    ['0', 0, 0],
    ['-0', 7, -0],
    ['0, from far away', 1e17, 0],
    ['1, which is lost', 1e17, 1],
    ['a thousandth of a microsecond, which is lost', UNIX, 1e-9],
    ['the least double, which is lost', 1, Number.MIN_VALUE],
  ])('takes the next double after now for a delay of %s', (_, start, delay) => {
    const first = nextDouble(start);
    expect(epochsAfter(start, [delay, delay])).toEqual([start, first, nextDouble(first)]);
  });

  it('moves time by the rounded delay, or by the smallest step', () => {
    const epoch = fc.double({ min: 0, max: 1e300, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(epoch, fc.array(epoch, { maxLength: 8 }), fc.boolean(), (start, delays, hard) => {
        const epochs = epochsAfter(start, delays, hard);
        expect(epochs).toHaveLength(delays.length + 1);
        for (const [index, delay] of delays.entries()) {
          const [now, later] = [epochs[index], epochs[index + 1]];
          expect(later).toBe(Math.max(now + delay, nextDouble(now)));
        }
      }),
      { numRuns, seed },
    );
  });

  it('holds the port if it is hard, even for the smallest step', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const held = (hard: boolean): string[] => {
      const trial = new Trial(sketch, {
        x: (node) => {
          if (node.epoch > 0) return;
          if (node.name === 'b') node.wakeupAfter(2, hard);
          else node.send('b/x', 1);
        },
      });
      trial.kernel.advance(Infinity);
      return trial.of('b/x').slice(1);
    };
    expect(held(true)).toEqual(['2 [a/x#0@1=null]']);
    expect(held(false)).toEqual(['1 [a/x#0=null]', '2 []']);
  });

  it('merges with a wakeup at the same epoch', () => {
    const trial = new Trial(alone, {
      x: (node) => {
        if (node.epoch > 0) return;
        node.wakeup(3);
        node.wakeupAfter(3);
        node.wakeupAfter(0);
        node.wakeupAfter(0);
      },
    });
    trial.kernel.advance(Infinity);
    expect(trial.of('a/x')).toEqual(['0 []', '5e-324 []', '3 []']);
  });

  it.each([NaN, Infinity, -Infinity, -1, -Number.MIN_VALUE, '1' as unknown as number, undefined as unknown as number])(
    'refuses a delay of %o, at any epoch',
    (delay) => {
      for (const epoch of [0, 5, UNIX]) {
        const refusal = refusalAt(epoch, (node) => node.wakeupAfter(delay));
        expect(refusal).toMatchObject({ code: 'DELAY_INVALID', place: { node: 'a', simproc: 'x', epoch } });
        expect(refusal).toHaveProperty('message', expect.stringMatching(/wakeupAfter with delay .*at least 0/));
      }
    },
  );

  it('refuses a delay that leads past the greatest double', () => {
    for (const delay of [1e308, Number.MAX_VALUE])
      expect(refusalAt(1e308, (node) => node.wakeupAfter(delay))).toMatchObject({
        code: 'EPOCH_INVALID',
        message: expect.stringContaining(`with delay ${delay}, which takes it past the greatest epoch`) as string,
      });
    expect(refusalAt(Number.MAX_VALUE, (node) => node.wakeupAfter(0))).toMatchObject({ code: 'EPOCH_INVALID' });
  });

  it('can continue forever with gaps that vanish', () => {
    let [epoch, calls] = [0, 0];
    const trial = new Trial(
      alone,
      {
        x: (node) => {
          if (node.epoch === 0) return node.wakeup(UNIX);
          if (node.epoch <= epoch) throw new Error(`${node.epoch} is not later than ${epoch}`);
          epoch = node.epoch;
          calls += 1;
          node.wakeupAfter(1e-12 * (calls % 3));
        },
      },
      { digest: 'off' },
    );
    trial.kernel.advance(Infinity, 200_001);
    expect(epoch).toBe(UNIX + 199_999 * 2 ** -22);
  });
});

describe('a send with a delay that vanishes', () => {
  it('arrives now on a layer without a minimum delay', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const trial = new Trial(sketch, {
      x: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch === 0) node.wakeup(UNIX);
        else node.send('b/x', node.epoch + 1e-9);
      },
    });
    trial.kernel.advance(Infinity);
    expect(trial.of('b/x')).toEqual(['0 []', `${UNIX} [a/x#0=null]`]);
  });

  it('is refused on a layer with one, as lost in rounding', () => {
    expect(refusalAt(UNIX, (node) => node.send('b/z', node.epoch + 1e-9), 1e-9)).toMatchObject({
      code: 'SEND_TOO_EARLY',
      message:
        'a/x at epoch 1760000000 sent to b/z for epoch 1760000000; the current epoch is 1760000000, and the minimum delay of the layer is 1e-9. The delay is lost in rounding: the next epoch after now is 1760000000.0000002. Use a longer delay, or a unit or origin of time that keeps epochs smaller',
    });
  });
});

describe('a refusal caused by rounding', () => {
  it('shows the sum in doubles, and says to send with a delay', () => {
    expect(refusalAt(0.2, (node) => node.send('b/z', 0.3), 0.1)).toMatchObject({
      code: 'SEND_TOO_EARLY',
      message:
        'a/x at epoch 0.2 sent to b/z for epoch 0.3; the current epoch is 0.2, and the minimum delay of the layer is 0.1, so the earliest epoch is 0.30000000000000004. The two differ only by rounding: send with a delay instead of an epoch',
    });
  });

  it('says so without a minimum delay too', () => {
    expect(refusalAt(0.1 + 0.2, (node) => node.send('b/x', 0.3))).toMatchObject({
      message: expect.stringMatching(
        /for epoch 0.3; the current epoch is 0.30000000000000004\. The two differ only by rounding/,
      ) as string,
    });
  });

  it.each([0.3, 0.1 + 0.2])('says to call wakeupAfter for a wakeup at %d', (epoch) => {
    expect(refusalAt(0.1 + 0.2, (node) => node.wakeup(epoch))).toMatchObject({
      code: 'WAKEUP_TOO_EARLY',
      message: `a/x at epoch 0.30000000000000004 asked for a wakeup at epoch ${epoch}; it must be later than now. To wake up after a delay, call wakeupAfter(delay), which uses the next epoch if the sum rounds to now`,
    });
  });

  it('does not blame rounding for a real mistake', () => {
    const messages = [
      refusalAt(0.2, (node) => node.send('b/z', 0.2999), 0.1),
      refusalAt(5, (node) => node.send('b/x', 4.999)),
      refusalAt(5, (node) => node.wakeup(4.999)),
    ].map((refusal) => String(refusal));
    expect(messages[0]).toMatch(/so the earliest epoch is 0.30000000000000004$/);
    expect(messages[1]).toMatch(/the current epoch is 5$/);
    expect(messages[2]).toMatch(/later than now$/);
  });
});
