import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { completeLayer, layer } from '../sketch.js';
import { Trial } from '../trial.js';

/** Sends, wakeups, hard wakeups and promises, at epochs that often tie. */
function busyTrial(): Trial {
  const sketch = {
    simprocs: [layer('x'), layer('y', 0.5), completeLayer('z', 1)],
    nodes: ['a', 'b', 'c', 'd'],
    edges: { x: ['c>a', 'a>b', 'c>d'], y: ['a>c', 'c>a'] },
    sends: [
      [0, 1],
      [0, 2],
    ] as const,
    selfRelations: [[1, 2]] as const,
  };
  return new Trial(sketch, {
    x: (node) => {
      const { epoch, name } = node;
      if (epoch > 12) return;
      if (name === 'c') {
        node.send('a/x', epoch);
        node.send('d/x', epoch + 1.5);
        node.send('a/y', epoch + 0.5);
        node.wakeup(epoch + 1);
      }
      if (name === 'a') node.send('b/x', epoch + 0.5);
      if (name === 'b') node.hard(epoch + 2);
      if (name === 'd') node.send('a/z', epoch + 1);
    },
    y: (node, batch) => batch.size > 0 && node.send(`${node.name}/z`, node.epoch + 1),
  });
}

function end(cut: (trial: Trial) => void): { trace: readonly string[]; digest: string } {
  const trial = busyTrial();
  cut(trial);
  trial.kernel.advance(Infinity);
  return { trace: trial.trace, digest: trial.kernel.digest };
}

describe('a horizon', () => {
  const whole = end(() => {});

  it('allows every activation before it, and no other', () => {
    expect(whole.trace.length).toBeGreaterThan(80);
    for (const until of [0, 0.5, 1, 1.5, 2.25, 7]) {
      const trial = busyTrial();
      expect(trial.kernel.advance(until)).toBe('horizon');
      const before = whole.trace.filter((line) => Number(/@([\d.]+) /.exec(line)?.[1]) < until);
      expect(trial.trace).toEqual(before);
    }
  });

  it('may be split anywhere without a difference, including single steps and smaller horizons', () => {
    const cut = fc.oneof(
      fc.double({ min: 0, max: 16, noNaN: true }),
      fc.integer({ min: 0, max: 32 }).map((n) => n / 2),
    );
    const move = fc.record({ until: cut, limit: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 9 })) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        const split = end((trial) => moves.forEach(({ until, limit }) => trial.kernel.advance(until, limit)));
        expect(split).toEqual(whole);
      }),
    );
  });

  it('that is not beyond the last one does nothing', () => {
    const trial = busyTrial();
    trial.kernel.advance(5);
    const { length } = trial.trace;
    const { digest, epoch } = trial.kernel;
    for (const until of [5, 4, 0.5, 0]) expect(trial.kernel.advance(until)).toBe('horizon');
    expect(trial.trace).toHaveLength(length);
    expect(trial.kernel).toMatchObject({ digest, epoch });
  });

  it.each([NaN, -1, -Infinity])('of %s is refused, and the run stays as it is', (until) => {
    const trial = busyTrial();
    expect(thrownBy(() => trial.kernel.advance(until)).code).toBe('EPOCH_INVALID');
    expect(trial.kernel.failure).toBeUndefined();
    expect(end((other) => thrownBy(() => other.kernel.advance(until)))).toEqual(whole);
  });
});

describe('the end of an advance', () => {
  it('says why: horizon, limit, or nothing left', () => {
    const trial = new Trial(
      { simprocs: [layer('x')], nodes: ['a'] },
      {
        x: (node) => node.epoch < 2 && node.wakeup(node.epoch + 1),
      },
    );
    expect(trial.kernel.advance(0)).toBe('horizon');
    expect(trial.kernel.advance(9, 1)).toBe('limit');
    expect(trial.kernel.advance(1)).toBe('horizon');
    expect(trial.kernel.advance(1.5, 1)).toBe('limit');
    expect(trial.kernel.isFinished).toBe(false);
    expect(trial.kernel.advance(9)).toBe('finished');
    expect(trial.kernel.isFinished).toBe(true);
    expect(trial.kernel.advance(99)).toBe('finished');
    expect(trial.trace).toHaveLength(3);
  });

  it('is "finished" even if the limit ended with the very last activation', () => {
    const trial = new Trial({ simprocs: [layer('x')], nodes: ['a', 'b'] }, {});
    expect(trial.kernel.advance(9, 1)).toBe('limit');
    expect(trial.kernel.advance(9, 1)).toBe('finished');
  });
});
