import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTopology } from '@disco-engine/kernel';
import { problemsOf } from '../problems.js';
import { graphOf, layer, nodeType, topologySpec, type Sketch } from '../sketch.js';

/** The ports of the one cycle printed in a message. */
function printedCycle(sketch: Sketch): string[] {
  const cycles = problemsOf(() => buildTopology(topologySpec(sketch))).filter(
    ({ code }) => code === 'CYCLE_WITHOUT_DELAY',
  );
  expect(cycles).toHaveLength(1);
  return /a cycle of zero delay: ([^;]*);/.exec(cycles[0].message)?.[1].split(' → ') ?? [];
}

describe('a cycle of zero delay', () => {
  it('is printed port by port, in the direction of its links', () => {
    const sketch = { simprocs: [layer('order')], nodes: ['a', 'b'], edges: { order: ['a>b', 'b>a'] } };
    const ports = printedCycle(sketch);
    expect([
      ['a/order', 'b/order', 'a/order'],
      ['b/order', 'a/order', 'b/order'],
    ]).toContainEqual(ports);
  });

  it('is found across three nodes inside a larger graph, without the nodes around it', () => {
    const edges = ['in>p', 'in>side', 'side>q', 'p>q', 'q>r', 'r>p', 'r>out', 'out>far', 'in>far'];
    const nodes = ['far', 'in', 'out', 'p', 'q', 'r', 'side'];
    const ports = printedCycle({ simprocs: [layer('top'), layer('order')], nodes, edges: { order: edges } });
    const start = ports.indexOf('p/order');
    const body = ports.slice(0, -1);
    expect(ports.at(-1)).toBe(ports[0]);
    expect([...body.slice(start), ...body.slice(0, start)]).toEqual(['p/order', 'q/order', 'r/order']);
  });

  it('may run through a node that owns several vertices', () => {
    const graph = graphOf(['a1', 'a2', 'b'], { order: ['a1>b', 'b>a2'] });
    const spec = {
      simprocs: [layer('order')],
      types: [nodeType('node', [0])],
      nodes: [
        { name: 'A', type: 0, vertices: [0, 1] },
        { name: 'B', type: 0, vertices: [2] },
      ],
      graph,
    };
    expect(problemsOf(() => buildTopology(spec))[0].message).toMatch(/A\/order → B\/order → A\/order|B\/order → A/);
  });

  it('is allowed if the layer has a minimum delay', () => {
    const edges = { order: ['a>b', 'b>c', 'c>a'] };
    const spec = topologySpec({ simprocs: [layer('order', 0.1)], nodes: ['a', 'b', 'c'], edges });
    expect([...buildTopology(spec).tables.rank]).toEqual([0, 0, 0]);
  });

  it('is reported for each layer that has one', () => {
    const edges = { order: ['a>b', 'b>a'], supply: ['a>b', 'b>a'] };
    const spec = topologySpec({ simprocs: [layer('order'), layer('supply')], nodes: ['a', 'b'], edges });
    expect(problemsOf(() => buildTopology(spec)).map(({ code }) => code)).toEqual([
      'CYCLE_WITHOUT_DELAY',
      'CYCLE_WITHOUT_DELAY',
    ]);
  });

  it('is found in any graph that has one, and each of its steps is an edge', () => {
    const size = 8;
    const edge = fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(fc.uniqueArray(edge, { selector: ([from, to]) => `n${from}>n${to}`, maxLength: 20 }), (pairs) => {
        const edges = pairs.map(([from, to]) => `n${from}>n${to}`);
        const nodes = Array.from({ length: size }, (_, index) => `n${index}`);
        const sketch = { simprocs: [layer('x')], nodes, edges: { x: edges } };
        if (!reachesItself(size, pairs)) {
          const { rank } = buildTopology(topologySpec(sketch)).tables;
          for (const [from, to] of pairs) expect(rank[to]).toBeGreaterThan(rank[from]);
          return;
        }
        const ports = printedCycle(sketch).map((port) => port.replace('/x', ''));
        expect(ports[0]).toBe(ports.at(-1));
        expect(new Set(ports).size).toBe(ports.length - 1);
        for (let step = 1; step < ports.length; step++) expect(edges).toContain(`${ports[step - 1]}>${ports[step]}`);
      }),
    );
  });
});

/** By Warshall's closure, which is independent of the code under test. */
function reachesItself(size: number, pairs: readonly (readonly [number, number])[]): boolean {
  const reach = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [from, to] of pairs) reach[from][to] = true;
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) reach[i][j] ||= reach[i][k] && reach[k][j];
  return reach.some((row, node) => row[node]);
}
