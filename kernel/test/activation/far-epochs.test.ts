import { describe, expect, it } from 'vitest';
import type { DiscoError } from '@disco-engine/kernel';
import { completeLayer, layer } from '../sketch.js';
import { Trial } from '../trial.js';
import { thrownBy } from '../problems.js';

/** The next double is 16 later, so a delay of 1 is lost in the sum. */
const FAR = 1e17;

describe('far from 0, when a minimum delay vanishes in rounding', () => {
  it.each([
    ['along an edge', { simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b', 'b>a'] } }],
    ['on a complete layer', { simprocs: [completeLayer('x', 1)], nodes: ['a', 'b'] }],
  ])('an event %s that would not be later is refused', (_, sketch) => {
    const errors: DiscoError[] = [];
    const trial = new Trial(sketch, {
      x: (node) => {
        if (node.epoch === 0 && node.name === 'a') node.wakeup(FAR);
        if (node.epoch === FAR) errors.push(thrownBy(() => node.send('b/x', FAR + 1)));
        if (node.epoch === FAR) node.send('b/x', FAR + 16);
      },
    });
    expect(trial.kernel.advance(Infinity, 100)).toBe('finished');
    expect(errors).toEqual([
      expect.objectContaining({ code: 'SEND_TOO_EARLY', place: expect.objectContaining({ epoch: FAR }) }),
    ]);
    expect(trial.trace).toHaveLength(4);
  });
});
