import { expect, it } from 'vitest';
import { colourGraph, drawGraph } from '../src/index.js';
import { sampleGraph } from './sample-graph.js';

it('a graph is drawn once and coloured again and again', () => {
  const graph = sampleGraph();
  const { svg, omitted } = drawGraph(graph, 'orders & <goods>');
  expect(omitted).toBe(0);
  expect(svg).toContain('aria-label="orders &amp; &lt;goods&gt;"');
  expect(Array.from(svg.matchAll(/<g class="box heat-none"><title>([^<]*)<\/title>/g), ([, title]) => title)).toEqual(
    graph.boxes.map(({ name }) => name),
  );

  const values = new Map([
    ['depot/001', 10],
    ['factory/000', 20],
    ['shop/002', 12.3456],
    ['unknown', 1e9],
  ]);
  const { boxes, edges } = colourGraph(graph, values);
  expect(boxes).toEqual([
    { heat: 0, text: '10' },
    { heat: 6, text: '20' },
    { heat: null, text: '' },
    { heat: 1, text: '12.3' },
    { heat: null, text: '' },
  ]);
  expect([edges[0], edges.at(-1), edges.length]).toEqual([10, 20, 8]);
  expect(colourGraph(graph, new Map())).toEqual({ boxes: boxes.map(() => ({ heat: null, text: '' })), edges: [] });
});

it('a box of several nodes has the mean over those that have a value', () => {
  const [first, second, third] = sampleGraph().boxes;
  const all = { name: 'all', type: 'depot', nodes: ['depot/001', 'factory/000', 'harbour/003'], vertices: 3 };
  expect([first?.name, second?.name, third?.name]).toEqual(all.nodes);
  const graph = { ...sampleGraph(), boxes: [all], layers: [] };
  const { boxes } = colourGraph(
    graph,
    new Map([
      ['depot/001', 1],
      ['factory/000', 4],
    ]),
  );
  expect(boxes).toEqual([{ heat: 0, text: '2.5' }]);
});
