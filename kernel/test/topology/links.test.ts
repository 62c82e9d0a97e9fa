import { describe, expect, it } from 'vitest';
import { buildTopology, NO_LINK, type Topology } from '@disco-engine/kernel';
import { completeLayer, layer, nodeType, topologySpec, type Sketch } from '../sketch.js';

/** Every declared link as `a/x>b/y*weight`. */
function linksOf(topology: Topology): string[] {
  const { linkStarts, linkTargets, linkWeights } = topology.tables;
  const links: string[] = [];
  for (let from = 0; from < topology.portCount; from++) {
    for (let link = linkStarts[from]; link < linkStarts[from + 1]; link++) {
      links.push(`${topology.portName(from)}>${topology.portName(linkTargets[link])}*${linkWeights[link]}`);
    }
  }
  return links;
}

function build(sketch: Sketch): Topology {
  return buildTopology(topologySpec(sketch));
}

function port(topology: Topology, name: string): number {
  const [node, simproc] = name.split('/');
  return topology.port(topology.nodeIndex(node), topology.simprocIndex(simproc));
}

const three = [layer('x'), layer('y'), layer('z')];

describe('links', () => {
  it('come from edges of the layer of the simproc', () => {
    const edges = { x: ['b>a', 'b>c'], z: ['a>b'] };
    expect(linksOf(build({ simprocs: three, nodes: ['c', 'b', 'a'], edges }))).toEqual([
      'a/z>b/z*1',
      'b/x>a/x*1',
      'b/x>c/x*1',
    ]);
  });

  it('come from the edges of other layers that a handler sends on', () => {
    const edges = { x: ['a>b'], z: ['b>a'] };
    expect(linksOf(build({ simprocs: three, nodes: ['a', 'b'], edges, sends: [[0, 2]] }))).toEqual([
      'a/x>b/x*1',
      'b/x>a/z*1',
      'b/z>a/z*1',
    ]);
  });

  it('come from self relations, which are not edges', () => {
    expect(linksOf(build({ simprocs: three, nodes: ['a', 'b'], selfRelations: [[0, 2]] }))).toEqual([
      'a/x>a/z*1',
      'b/x>b/z*1',
    ]);
  });

  it('exist once, however often they are declared', () => {
    const edges = { x: ['a>b'], y: ['a>b'] };
    const sends = [
      [0, 1],
      [0, 1],
      [0, 0],
    ] as const;
    const selfRelations = [
      [0, 2],
      [0, 2],
    ] as const;
    expect(linksOf(build({ simprocs: three, nodes: ['a', 'b'], edges, sends, selfRelations }))).toEqual([
      'a/x>b/x*1',
      'a/x>b/y*1',
      'a/x>a/z*1',
      'a/y>b/y*1',
      'b/x>b/z*1',
    ]);
  });

  it('connect nodes, so edges between the same two add their weights and edges inside a node are ignored', () => {
    const spec = topologySpec({ simprocs: [layer('x')], nodes: ['a1', 'a2', 'b1', 'b2'] });
    const weighted = topologySpec({
      simprocs: [layer('x')],
      nodes: ['a1', 'a2', 'b1', 'b2'],
      edges: { x: ['a1>b1', 'a1>b2', 'a2>b2', 'a1>a2'] },
    }).graph;
    const nodes = [
      { name: 'A', type: 0, vertices: [1, 0] },
      { name: 'B', type: 0, vertices: [2, 3] },
    ];
    expect(linksOf(buildTopology({ ...spec, graph: weighted, nodes }))).toEqual(['A/x>B/x*3']);
  });

  it('do not leave a port that the type of its node does not handle', () => {
    const spec = topologySpec(
      { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } },
      [nodeType('deaf', []), nodeType('node', [0])],
      { b: 1 },
    );
    expect(linksOf(buildTopology(spec))).toEqual([]);
  });

  it('are found by their ends; NO_LINK means that there is none', () => {
    const topology = build({ simprocs: three, nodes: ['a', 'b'], edges: { x: ['a>b'] }, selfRelations: [[0, 1]] });
    const link = topology.link(port(topology, 'a/x'), port(topology, 'b/x'));
    expect(topology.portName(topology.targetOf(link))).toBe('b/x');
    expect(topology.link(port(topology, 'a/x'), port(topology, 'a/y'))).not.toBe(NO_LINK);
    for (const [from, to] of [
      ['b/x', 'a/x'],
      ['a/x', 'b/y'],
      ['a/x', 'a/x'],
      ['a/x', 'a/z'],
      ['b/x', 'a/y'],
    ] as const) {
      expect(topology.link(port(topology, from), port(topology, to)), `${from} > ${to}`).toBe(NO_LINK);
    }
  });
});

describe('a link among many', () => {
  // More nodes than are searched linearly, on two layers, with self relations, and gaps among the targets.
  const names = Array.from({ length: 60 }, (_, i) => `n${String(i).padStart(2, '0')}`);
  const hub = names[30];
  const of = (every: number): string[] =>
    names.filter((name, i) => i % every === 0 && name !== hub).map((name) => `${hub}>${name}`);
  const topology = build({
    simprocs: three,
    nodes: names,
    edges: { x: of(2), z: of(3) },
    sends: [[0, 2]],
    selfRelations: [
      [0, 1],
      [0, 2],
    ],
  });

  it.each(['x', 'z', 'y'])('is the one in the tables, or none, from simproc %s', (simproc) => {
    const from = port(topology, `${hub}/${simproc}`);
    const { linkStarts, linkTargets } = topology.tables;
    const listed = Array.from(linkTargets.subarray(linkStarts[from], linkStarts[from + 1]));
    expect(listed.length).toBe({ x: 29 + 19 + 2, z: 19, y: 0 }[simproc]);
    for (let to = 0; to < topology.portCount; to++) {
      const at = listed.indexOf(to);
      expect(topology.link(from, to), topology.portName(to)).toBe(at < 0 ? NO_LINK : linkStarts[from] + at);
    }
  });
});

describe('a complete layer', () => {
  const sketch = { simprocs: [layer('x'), completeLayer('all', 1)], nodes: ['a', 'b', 'c'] };

  it('leads from each node to each, from its own simproc', () => {
    const topology = build(sketch);
    expect(linksOf(topology)).toEqual([]);
    for (const from of ['a', 'b', 'c']) {
      for (const to of ['a', 'b', 'c']) {
        const link = topology.link(port(topology, `${from}/all`), port(topology, `${to}/all`));
        expect(topology.portName(topology.targetOf(link))).toBe(`${to}/all`);
      }
    }
  });

  it('is open to another simproc only where its handler declares that it sends there', () => {
    expect(build(sketch).link(0, 3)).toBe(NO_LINK);
    const topology = build({ ...sketch, sends: [[0, 1]] });
    const link = topology.link(port(topology, 'a/x'), port(topology, 'b/all'));
    expect(topology.portName(topology.targetOf(link))).toBe('b/all');
    expect(topology.link(port(topology, 'a/all'), port(topology, 'b/x'))).toBe(NO_LINK);
  });

  it('does not reach nodes that do not handle it, and these do not send on it', () => {
    const topology = buildTopology(topologySpec(sketch, [nodeType('node', [0, 1]), nodeType('deaf', [0])], { c: 1 }));
    expect(topology.link(port(topology, 'a/all'), port(topology, 'c/all'))).toBe(NO_LINK);
    expect(topology.link(port(topology, 'c/all'), port(topology, 'a/all'))).toBe(NO_LINK);
    expect(topology.link(port(topology, 'a/all'), port(topology, 'b/all'))).not.toBe(NO_LINK);
  });
});
