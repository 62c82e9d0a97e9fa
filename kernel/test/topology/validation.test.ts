import { describe, expect, it } from 'vitest';
import { buildTopology, type TopologySpec } from '@disco-engine/kernel';
import { codesOf, problemsOf, thrownBy } from '../problems.js';
import { completeLayer, graphOf, layer, nodeType, topologySpec } from '../sketch.js';

const order = layer('order');
const supply = layer('supply');

function twoNodes(more: Partial<TopologySpec> = {}): TopologySpec {
  return { ...topologySpec({ simprocs: [order, supply], nodes: ['a', 'b'] }), ...more };
}

describe('buildTopology', () => {
  it('accepts the specification that the cases below break', () => {
    expect(buildTopology(twoNodes()).portCount).toBe(4);
  });

  it.each<[string, Partial<TopologySpec>, string]>([
    ['SIMPROC_MISSING', { simprocs: [], types: [nodeType('node', [])] }, 'at least one simproc'],
    ['SIMPROC_REPEATED', { simprocs: [order, order] }, "simproc 'order' is defined twice"],
    ['NAME_EMPTY', { simprocs: [order, layer('')] }, 'simproc 1 needs a non-empty name'],
    ['DELAY_INVALID', { simprocs: [order, layer('supply', NaN)] }, "'supply' has minimum delay NaN"],
    ['DELAY_INVALID', { simprocs: [order, layer('supply', -1)] }, 'minimum delay -1'],
    ['DELAY_INVALID', { simprocs: [order, layer('supply', Infinity)] }, 'minimum delay Infinity'],
    ['LAYER_COMPLETE_WITHOUT_DELAY', { simprocs: [order, completeLayer('supply', 0)] }, "layer 'supply' is complete"],
    [
      'LAYER_COMPLETE_WITH_EDGES',
      { simprocs: [order, completeLayer('supply', 1)], graph: graphOf(['a', 'b'], { supply: ['a>b'] }) },
      'must not have edges',
    ],
    ['SIMPROC_UNKNOWN', { graph: graphOf(['a', 'b'], { suply: ['a>b'] }) }, "layer 'suply' of the graph"],
    ['NAME_EMPTY', { nodes: [{ name: '', type: 0, vertices: [0, 1] }] }, 'a node needs a non-empty name'],
    [
      'NODE_REPEATED',
      {
        nodes: [
          { name: 'a', type: 0, vertices: [0] },
          { name: 'a', type: 0, vertices: [1] },
        ],
      },
      "node 'a' is defined twice",
    ],
    [
      'NODE_WITHOUT_VERTEX',
      {
        nodes: [
          { name: 'a', type: 0, vertices: [0, 1] },
          { name: 'idle', type: 0, vertices: [] },
        ],
      },
      "node 'idle'",
    ],
    [
      'VERTEX_OWNED_TWICE',
      {
        nodes: [
          { name: 'a', type: 0, vertices: [0, 1] },
          { name: 'b', type: 0, vertices: [1] },
        ],
      },
      "vertex 'b' belongs to both 'a' and 'b'",
    ],
    ['VERTEX_WITHOUT_NODE', { nodes: [{ name: 'a', type: 0, vertices: [0] }] }, "vertex 'b' belongs to no node"],
    [
      'VERTEX_UNKNOWN',
      {
        nodes: [
          { name: 'a', type: 0, vertices: [0] },
          { name: 'b', type: 0, vertices: [1, 5] },
        ],
      },
      "node 'b'",
    ],
    [
      'NODE_TYPE_UNKNOWN',
      {
        nodes: [
          { name: 'a', type: 0, vertices: [0] },
          { name: 'b', type: 1, vertices: [1] },
        ],
      },
      "node 'b'",
    ],
    ['SIMPROC_UNKNOWN', { types: [nodeType('node', [0, 1], { sends: [[0, 2]] })] }, 'sends order → 2'],
    ['SIMPROC_UNKNOWN', { types: [nodeType('node', [0, 1], { selfRelations: [[7, 1]] })] }, 'self relation 7 → supply'],
    ['SIMPROC_UNKNOWN', { types: [nodeType('node', [0, 1], { timers: [[0, 7]] })] }, 'timers order → 7'],
    ['HANDLER_MISSING', { types: [nodeType('node', [1], { sends: [[0, 1]] })] }, "no handler for 'order'"],
    ['HANDLER_MISSING', { types: [nodeType('node', [0], { selfRelations: [[0, 1]] })] }, "no handler for 'supply'"],
    ['LINK_UPWARDS_WITHOUT_DELAY', { types: [nodeType('node', [0, 1], { sends: [[1, 0]] })] }, 'sends supply → order'],
    [
      'LINK_UPWARDS_WITHOUT_DELAY',
      { types: [nodeType('node', [0, 1], { selfRelations: [[1, 0]] })] },
      'self relation supply → order',
    ],
    [
      'CYCLE_WITHOUT_DELAY',
      { types: [nodeType('node', [0, 1], { selfRelations: [[1, 1]] })] },
      'node/supply → node/supply',
    ],
  ])('refuses with %s (%#)', (code, spoilt, words) => {
    const problems = problemsOf(() => buildTopology(twoNodes(spoilt)));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0].message).toContain(words);
  });

  it('allows everything that a minimum delay makes safe', () => {
    const types = [
      nodeType('node', [0, 1], {
        sends: [[1, 0]],
        selfRelations: [
          [1, 0],
          [0, 0],
        ],
      }),
    ];
    const simprocs = [layer('order', 0.5), supply];
    const graph = graphOf(['a', 'b'], { order: ['a>b', 'b>a'] });
    expect(() => buildTopology(twoNodes({ types, simprocs, graph }))).not.toThrow();
  });

  it('refuses a layer that leads to nodes that do not handle it, once per type, with the first such link', () => {
    const spec = topologySpec(
      { simprocs: [order, supply], nodes: ['a', 'b', 'c', 'x'], edges: { order: ['a>b', 'a>c'], supply: ['a>x'] } },
      [nodeType('talker', [0, 1]), nodeType('deaf', [1]), nodeType('idle', [0])],
      { b: 1, c: 1, x: 2 },
    );
    const problems = problemsOf(() => buildTopology(spec));
    expect(problems.map(({ code, place }) => [code, place?.simproc])).toEqual([
      ['HANDLER_MISSING', 'order'],
      ['HANDLER_MISSING', 'supply'],
    ]);
    expect(problems[0].message).toContain("node type 'deaf' has no handler for simproc 'order'");
    expect(problems[0].message).toContain('a → b');
    expect(problems[1].message).toContain("node type 'idle'");
  });

  it('ignores edges on which nobody sends', () => {
    const spec = topologySpec({ simprocs: [order, supply], nodes: ['a', 'b'], edges: { order: ['a>b'] } }, [
      nodeType('deaf', [1]),
    ]);
    expect(buildTopology(spec).isHandled(0)).toBe(false);
  });

  it('reports the mistakes of every kind in one error', () => {
    const spec = twoNodes({
      simprocs: [order, order, layer('supply', -1)],
      types: [nodeType('node', [0, 1, 2], { sends: [[0, 9]], selfRelations: [[1, 0]] })],
      graph: graphOf(['a', 'b', 'c'], { order: ['a>b', 'b>a'], stock: ['a>c'] }),
    });
    const error = thrownBy(() => buildTopology(spec));
    expect(error.code).toBe('TOPOLOGY_INVALID');
    const codes = new Set(codesOf(() => buildTopology(spec)));
    expect([...codes].sort()).toEqual([
      'CYCLE_WITHOUT_DELAY',
      'DELAY_INVALID',
      'LINK_UPWARDS_WITHOUT_DELAY',
      'SIMPROC_REPEATED',
      'SIMPROC_UNKNOWN',
      'VERTEX_WITHOUT_NODE',
    ]);
  });
});
