import { describe, expect, it } from 'vitest';
import { buildTopology, type Topology, type TopologyOptions } from '@disco-engine/kernel';
import { layer, nodeType, topologySpec, type Sketch } from '../sketch.js';

function orderOf(sketch: Sketch, options?: TopologyOptions): string[] {
  const topology = buildTopology(topologySpec(sketch), options);
  return portsInOrder(topology);
}

function portsInOrder(topology: Topology): string[] {
  const { order, portAt } = topology.tables;
  portAt.forEach((port, place) => expect(order[port]).toBe(place));
  return Array.from(portAt, (port) => topology.portName(port));
}

describe('rank', () => {
  it('is the longest path from a node without predecessors, in each layer separately', () => {
    const sketch = {
      simprocs: [layer('x'), layer('y')],
      nodes: ['a', 'b', 'c', 'd', 'e'],
      edges: { x: ['a>b', 'b>c', 'a>c', 'c>d'], y: ['d>a'] },
    };
    const { rank } = buildTopology(topologySpec(sketch)).tables;
    expect(Array.from({ length: 5 }, (_, node) => rank[2 * node])).toEqual([0, 1, 2, 3, 0]);
    expect(Array.from({ length: 5 }, (_, node) => rank[2 * node + 1])).toEqual([1, 0, 0, 0, 0]);
  });

  it('is 0 everywhere in a layer with a minimum delay', () => {
    const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b', 'c'], edges: { x: ['c>b', 'b>a'] } };
    expect([...buildTopology(topologySpec(sketch)).tables.rank]).toEqual([0, 0, 0]);
    expect(orderOf(sketch)).toEqual(['a/x', 'b/x', 'c/x']);
  });
});

describe('the order of activation', () => {
  const sketch = {
    simprocs: [layer('x'), layer('y')],
    nodes: ['n10', 'n2', 'é', 'z', '\u{1F600}', '\uFF5E'],
    edges: { x: ['é>n2', 'n2>n10'], y: ['n10>n2'] },
  };

  it('goes by simproc, then rank, then name in UTF-16 code units', () => {
    expect(orderOf(sketch)).toEqual([
      'z/x',
      'é/x',
      '\u{1F600}/x',
      '\uFF5E/x',
      'n2/x',
      'n10/x',
      'n10/y',
      'z/y',
      'é/y',
      '\u{1F600}/y',
      '\uFF5E/y',
      'n2/y',
    ]);
  });

  it('does not depend on the order in which the nodes are given', () => {
    expect(orderOf({ ...sketch, nodes: [...sketch.nodes].reverse() })).toEqual(orderOf(sketch));
  });

  it('accepts a different order for ties only', () => {
    const swapped = orderOf(sketch, { tieOrder: Int32Array.of(5, 4, 3, 2, 1, 0) });
    expect(swapped).toEqual([
      '\uFF5E/x',
      '\u{1F600}/x',
      'é/x',
      'z/x',
      'n2/x',
      'n10/x',
      '\uFF5E/y',
      '\u{1F600}/y',
      'é/y',
      'z/y',
      'n10/y',
      'n2/y',
    ]);
  });

  it('has no place for unhandled ports', () => {
    const spec = topologySpec(
      { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'] },
      [nodeType('first', [0]), nodeType('second', [1])],
      { b: 1 },
    );
    const topology = buildTopology(spec);
    expect(portsInOrder(topology)).toEqual(['a/x', 'b/y']);
    expect([0, 1, 2, 3].map((port) => topology.isHandled(port))).toEqual([true, false, false, true]);
  });
});
