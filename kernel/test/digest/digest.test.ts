import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestLevel } from '@disco-engine/kernel';
import { completeLayer, layer, type Sketch } from '../sketch.js';
import { Trial, type Behaviour, type TrialOptions } from '../trial.js';

const sketch: Sketch = {
  simprocs: [layer('x'), layer('y', 1)],
  nodes: ['a', 'b', 'c'],
  edges: { x: ['a>b', 'a>c'], y: ['a>b', 'c>b'] },
  sends: [[0, 1]],
};

function digestOf(behaviour: Behaviour, digest: DigestLevel = 'full', changed: Sketch = sketch): string {
  const trial = new Trial(changed, behaviour, { digest });
  trial.kernel.advance(Infinity);
  return trial.kernel.digest;
}

/** The digest if only a/x acts, at epoch 0. */
function of(act: Behaviour['x'], digest?: DigestLevel): string {
  return digestOf({ x: (node, batch) => node.name === 'a' && node.epoch === 0 && act(node, batch) }, digest);
}

describe('the digest', () => {
  const reference = of((a) => a.send('b/x', 1, 'p'));

  it('is 16 hexadecimal digits, the same for the same activations', () => {
    expect(reference).toMatch(/^[0-9a-f]{16}$/);
    expect(of((a) => a.send('b/x', 1, 'p'))).toBe(reference);
  });

  it.each<[string, Behaviour['x']]>([
    ['nothing at all', () => {}],
    ['the payload', (a) => a.send('b/x', 1, 'q')],
    ['the epoch', (a) => a.send('b/x', 1 + Number.EPSILON, 'p')],
    ['the receiver', (a) => a.send('c/x', 1, 'p')],
    ['the receiving simproc', (a) => a.send('b/y', 1, 'p')],
    ['the number of events', (a) => [1, 1].forEach((epoch) => a.send('b/x', epoch, 'p'))],
    ['the split of events over epochs', (a) => [1, 2].forEach((epoch) => a.send('b/x', epoch, 'p'))],
    ['an additional empty activation', (a) => [a.send('b/x', 1, 'p'), a.wakeup(1)]],
  ])('depends on %s', (_, act) => {
    expect(of(act)).not.toBe(reference);
  });

  it('changes if only send counters do', () => {
    const of2 = (targets: readonly string[]): string =>
      of((a) => targets.forEach((target) => a.send(target, 1)), 'order');
    expect(of2(['b/x', 'c/x'])).not.toBe(of2(['c/x', 'b/x']));
  });

  it('changes if only the sender does', () => {
    const from = (sender: string): string =>
      digestOf({ y: (node) => node.name === sender && node.epoch === 0 && node.send('b/y', 1) }, 'order');
    expect(from('a')).not.toBe(from('c'));
  });

  it('depends on the epoch for which a held event was sent', () => {
    const heldFrom = (epoch: number): string =>
      digestOf(
        {
          x: (node) => {
            if (node.epoch > 0) return;
            if (node.name === 'a') node.send('b/x', epoch);
            if (node.name === 'b') node.hard(3);
          },
        },
        'order',
      );
    expect(new Set([heldFrom(1), heldFrom(2), heldFrom(3)]).size).toBe(3);
  });

  it('depends on which port received what', () => {
    const wake = (name: string): string =>
      digestOf({ x: (node) => node.name === name && node.epoch === 0 && node.wakeup(1) });
    expect(new Set(['a', 'b', 'c'].map(wake)).size).toBe(3);
  });

  it('depends on the order of the activations of a port, not only on their set', () => {
    const payloads = (first: string, then: string): string =>
      of((a) => (a.send('b/x', 1, first), a.send('b/x', 2, then)));
    expect(payloads('p', 'q')).not.toBe(payloads('q', 'p'));
  });

  it('evolves with the run, and is equal at equal horizons', () => {
    const [one, other] = [0, 1].map(
      () => new Trial(sketch, { x: (node) => node.epoch < 5 && node.wakeup(node.epoch + 1) }),
    );
    const seen = new Set<string>();
    for (const until of [0.5, 1.5, 2.5, 3.5]) {
      one.kernel.advance(until);
      other.kernel.advance(until - 0.2);
      other.kernel.advance(until);
      expect(one.kernel.digest).toBe(other.kernel.digest);
      seen.add(one.kernel.digest);
    }
    expect(seen.size).toBe(4);
  });
});

describe('a level of the digest', () => {
  it('`off` computes nothing', () => {
    expect(of((a) => a.send('b/x', 1), 'off')).toBe('off');
  });

  it('`order` omits payloads and keeps the rest', () => {
    expect(of((a) => a.send('b/x', 1, 'p'), 'order')).toBe(of((a) => a.send('b/x', 1, 'q'), 'order'));
    expect(of((a) => a.send('b/x', 1), 'order')).not.toBe(of((a) => a.send('b/x', 2), 'order'));
  });

  it('does not change what happens', () => {
    const traces = (['off', 'order', 'full'] as const).map((digest) => {
      const trial = new Trial(
        sketch,
        { x: (n) => n.name === 'a' && n.epoch < 3 && (n.send('b/x', n.epoch), n.hard(n.epoch + 1)) },
        { digest },
      );
      trial.kernel.advance(Infinity);
      return trial.trace;
    });
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
    expect(traces[0].length).toBeGreaterThan(9);
  });
});

describe('the digest of a random model', () => {
  const size = 7;
  const nodes = Array.from({ length: size }, (_, index) => `n${index + 5}`);
  const upward = fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([from, to]) => from < to);
  const anyPair = fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([from, to]) => from !== to);
  const selector = ([from, to]: readonly [number, number]): string => `${from}>${to}`;

  /**
   * Everything a node does follows from its name, the epoch and the batch, so the order of activation among ties cannot
   * matter.
   */
  const behaviour = (model: Sketch): Behaviour => {
    const send =
      (simproc: string, delays: Readonly<Record<string, number>>): Behaviour['x'] =>
      (node, batch) => {
        if (node.epoch > 6) return;
        for (const [name, delay] of Object.entries(delays)) {
          for (const edge of model.edges?.[name] ?? []) {
            const [from, to] = edge.split('>');
            if (from === node.name) node.send(`${to}/${name}`, node.epoch + delay, { by: simproc, size: batch.size });
          }
        }
        if (batch.size % 2 === 0) node.wakeup(node.epoch + 1);
        else node.hard(node.epoch + 2);
      };
    return { x: send('x', { x: 0, y: 0, z: 1 }), y: send('y', { y: 0.5, z: 1 }), z: send('z', { z: 1.5 }) };
  };

  it('is the same for any order of nodes, edges, runtimes and ties', () => {
    const model = fc.record({
      x: fc.uniqueArray(upward, { selector, maxLength: 8 }),
      y: fc.uniqueArray(upward, { selector, maxLength: 8 }),
      z: fc.uniqueArray(anyPair, { selector, maxLength: 8 }),
      tie: fc.shuffledSubarray(nodes, { minLength: size }),
      names: fc.shuffledSubarray(nodes, { minLength: size }),
    });
    fc.assert(
      fc.property(model, ({ x, y, z, tie, names }) => {
        const [ex, ey, ez] = [x, y, z].map((pairs) => pairs.map(([from, to]) => `${nodes[from]}>${nodes[to]}`));
        const one: Sketch = {
          simprocs: [layer('x'), layer('y'), layer('z', 1)],
          nodes,
          edges: { x: ex, y: ey, z: ez },
          sends: [
            [0, 1],
            [0, 2],
            [1, 2],
          ],
        };
        const other: Sketch = {
          ...one,
          nodes: names,
          edges: { z: [...ez].reverse(), y: [...ey].reverse(), x: [...ex].reverse() },
        };
        const digest = (sketched: Sketch, options: TrialOptions): string => {
          const trial = new Trial(sketched, behaviour(one), options);
          trial.kernel.advance(Infinity);
          return trial.kernel.digest;
        };
        const byName = [...nodes].sort();
        const tieOrder = Int32Array.from(tie, (name) => byName.indexOf(name));
        expect(digest(other, { tieOrder, reversed: true })).toBe(digest(one, {}));
      }),
      { numRuns: 60 },
    );
  });

  it('stays the same on a complete layer', () => {
    const complete = (names: readonly string[], options: TrialOptions): string => {
      const trial = new Trial(
        { simprocs: [completeLayer('x', 1)], nodes: names },
        {
          x: (node, batch) =>
            node.epoch < 8 && nodes.forEach((to) => node.send(`${to}/x`, node.epoch + 1 + (batch.size % 2))),
        },
        options,
      );
      trial.kernel.advance(12);
      return trial.kernel.digest;
    };
    const tieOrder = Int32Array.from([...nodes.keys()].reverse());
    expect(complete([...nodes].reverse(), { tieOrder })).toBe(complete(nodes, {}));
  });
});
