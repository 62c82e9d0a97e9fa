import { buildTopology } from '@disco-engine/kernel';
import { expect, it } from 'vitest';
import { lookaheads } from '../../src/windows/lookahead.js';
import { completeLayer, layer, topologySpec, type Sketch } from '../sketch.js';

/** Per lookahead, its delay and the groups as names, for the nodes in `own`. */
function found(sketch: Sketch, own = sketch.nodes): [number, string[]][] {
  const topology = buildTopology(topologySpec(sketch));
  const isOwn = (port: number): boolean => own.includes(topology.nodeName(topology.nodeOf(port)));
  return Array.from(lookaheads(topology, isOwn), ({ delay, groupOf, groups }) => {
    const names = Array.from({ length: groups }, () => '');
    for (const node of own) names[groupOf[topology.port(topology.nodeIndex(node), 0)]] += node;
    return [delay, names];
  });
}

const nodes = ['a', 'b', 'c', 'd', 'e'];

it('joins nodes by all links of a smaller delay, in any direction', () => {
  const simprocs = [layer('now'), layer('soon', 1), layer('late', 5)];
  const edges = { now: ['c>a', 'c>e'], soon: ['a>b'], late: ['b>d'] };
  expect(found({ simprocs, nodes, edges })).toEqual([
    [1, ['ace', 'b', 'd']],
    [5, ['abce', 'd']],
  ]);
});

it('finds none where there is no minimum delay, or where everything is joined without one', () => {
  expect(found({ simprocs: [layer('now')], nodes })).toEqual([]);
  const edges = { now: ['a>b', 'b>c', 'c>d', 'd>e'] };
  expect(found({ simprocs: [layer('now'), completeLayer('soon', 1)], nodes, edges })).toEqual([]);
});

it('joins everything that may send on a complete layer with everything that handles it', () => {
  const simprocs = [completeLayer('soon', 1), completeLayer('late', 2)];
  expect(found({ simprocs, nodes })).toEqual([[1, nodes]]);
});

it('leaves out the nodes of other workers, and what they might pass on', () => {
  const simprocs = [layer('now'), layer('soon', 1)];
  const edges = { now: ['a>b', 'b>c', 'd>e'] };
  expect(found({ simprocs, nodes, edges }, ['a', 'c', 'd', 'e'])).toEqual([[1, ['a', 'c', 'de']]]);
});
