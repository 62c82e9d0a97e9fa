import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GraphLayer } from '@disco-engine/experiments';
import { colourScale } from '../src/graph/colour-scale.js';
import { layoutGraph } from '../src/graph/layout-graph.js';
import { SCRIPT } from '../src/page/script.js';
import { experiment, FakeResults, type FakeChannel } from './fake-results.js';
import { render, type PageElement, type RenderedPage } from './render.js';
import { sampleGraph, writeGraph } from './sample-graph.js';

const evil = `<script>alert(1)</script>"'&</title>`;

function channel(node: string, name: string, mean: number, unit = 'pallets'): FakeChannel {
  return { node, name, kind: 'time-weighted', unit, count: 1, mean };
}

function layerOf(links: readonly (readonly [from: number, to: number])[]): GraphLayer {
  const [from, to] = [links.map(([source]) => source), links.map(([, target]) => target)];
  return { name: 'l', minimumDelay: 1, complete: false, from, to, weights: from.map(() => 1), within: 0 };
}

describe('the graph of a report', () => {
  let results: FakeResults;

  beforeEach(async () => {
    const cases = [0, 1].map((number) => ({ number, parameters: { speed: number } }));
    results = await FakeResults.make({ ...experiment, cases });
  });
  afterEach(() => results.close());

  const boxes = ({ document }: RenderedPage): PageElement[] => [...document.querySelectorAll('.graph .box')];
  const titles = (page: RenderedPage): (string | undefined)[] =>
    boxes(page).map((box) => box.querySelector('title')?.textContent);

  test('has a box for each node, coloured by the mean over the replications', async () => {
    await writeGraph(results, sampleGraph());
    for (const [replication, mean] of [10, 30].entries())
      await results.add(0, replication, [channel('depot/001', 'stock', mean), channel('shop/002', 'stock', 90)]);
    const page = await render(results);
    expect(titles(page)).toEqual([
      'depot/001 (1 node, 1 vertex)\nstock (pallets): 20',
      'factory/000 (1 node, 1 vertex)\nstock (pallets): no value',
      'harbour/003 (1 node, 1 vertex)\nstock (pallets): no value',
      'shop/002 (1 node, 1 vertex)\nstock (pallets): 90',
      'shop/office (1 node, 1 vertex)\nstock (pallets): no value',
    ]);
    expect(boxes(page).map((box) => box.getAttribute('class'))).toEqual(
      ['heat-0', 'heat-none', 'heat-none', 'heat-6', 'heat-none'].map((heat) => `box ${heat}`),
    );
    expect([...page.document.querySelectorAll('.graph .heat li:not([hidden])')]).toHaveLength(7);
  });

  test('distinguishes layers by colour and dashes, links by width, and names complete layers', async () => {
    await writeGraph(results, sampleGraph());
    const { document } = await render(results);
    const [order, goods, news] = [...document.querySelectorAll('.graph .legend > span')];
    expect([order.textContent, goods.textContent, news.textContent]).toEqual([
      'order: 3 links, delay at least 1',
      'goods: 3 links, delay at least 1',
      'news: every node to every node, not drawn, delay at least 1',
    ]);
    const strokes = [order, goods, news].map((entry) => {
      const line = entry.querySelector('line');
      return ['stroke', 'stroke-dasharray'].map((name) => line?.getAttribute(name));
    });
    expect(new Set(strokes.map(([colour]) => colour)).size).toBe(3);
    expect(new Set(strokes.map(([, dashes]) => dashes)).size).toBe(3);
    const paths = [...document.querySelectorAll('.graph svg > g > path')];
    const widths = paths.map((path) => Number(path.getAttribute('stroke-width')));
    expect(paths).toHaveLength(6);
    expect(new Set(widths).size).toBe(4);
  });

  test('averages over the nodes of a box, and says so', async () => {
    const graph = sampleGraph();
    const boxesAre = { isNode: false, label: 'area', layer: 'order', levels: 2 };
    const [first, ...rest] = graph.boxes;
    await writeGraph(results, { ...graph, boxesAre, boxes: [{ ...first, nodes: ['a', 'b', 'c'] }, ...rest] });
    await results.add(0, 0, [channel('a', 'stock', 1), channel('b', 'stock', 5)]);
    const page = await render(results);
    expect(titles(page)[0]).toBe('depot/001 (3 nodes, 1 vertex)\nstock (pallets): 3');
    const text = page.document.querySelector('#graph ~ p')?.textContent;
    expect(text).toContain('all nodes of one type with the same label area at 2 consecutive depths in layer order');
    expect(text).toContain('5 boxes for 7 nodes');
    expect(text).toContain('averaged over the nodes in the box that have the channel');
  });

  test('shows the channel and case that the reader selects', async () => {
    await writeGraph(results, sampleGraph());
    for (const number of [0, 1])
      await results.add(number, 0, [
        channel('depot/001', 'stock', 20 + number),
        channel('shop/002', 'stock', 90),
        channel('depot/001', 'age', 3 + number, 'days'),
      ]);
    const page = await render(results);
    const { document } = page;
    expect([...document.querySelectorAll('.graph option')].map(({ textContent }) => textContent)).toEqual([
      'stock (pallets)',
      'age (days)',
      'case 0: speed 0',
      'case 1: speed 1',
    ]);
    expect(document.querySelector('.graph .tools')?.getAttribute('hidden')).not.toBeNull();
    const chosen = [1, 1];
    for (const [at, select] of [...document.querySelectorAll('.graph select')].entries())
      Object.defineProperty(select, 'selectedIndex', { get: () => chosen[at] });
    runInNewContext(SCRIPT, { document });
    expect(titles(page)[0]).toBe('depot/001 (1 node, 1 vertex)\nage (days): 4');
    expect(titles(page)[3]).toBe('shop/002 (1 node, 1 vertex)\nage (days): no value');
    expect(boxes(page)[3].getAttribute('class')).toBe('box heat-none');
    expect(boxes(page)[0].querySelector('.value')?.textContent).toBe('4');
    expect(document.querySelector('.graph output')?.textContent).toBe('age (days)');
    chosen[0] = 0;
    document.querySelector('.graph select')?.dispatchEvent(page.event('change'));
    expect(titles(page)[0]).toBe('depot/001 (1 node, 1 vertex)\nstock (pallets): 21');
    expect([...document.querySelectorAll('.graph tbody tr')][0].textContent).toBe('depot/0011121');
  });

  test('is drawn even if nothing was logged', async () => {
    await writeGraph(results, sampleGraph());
    const { document } = await render(results);
    expect([...document.querySelectorAll('.graph .box')]).toHaveLength(5);
    expect(document.querySelector('.graph select')).toBeNull();
    expect(() => runInNewContext(SCRIPT, { document })).not.toThrow();
  });

  test('is left out if the folder has no graph', async () => {
    const { document } = await render(results);
    expect(document.querySelector('.graph')).toBeNull();
  });

  test('escapes all text', async () => {
    const graph = sampleGraph();
    const [box] = graph.boxes;
    const layers = graph.layers.map((layer) => ({ ...layer, name: evil }));
    await writeGraph(results, {
      ...graph,
      layers,
      boxes: [{ ...box, name: evil, type: evil }, ...graph.boxes.slice(1)],
    });
    await results.add(0, 0, [{ ...channel('depot/001', evil, 1), unit: evil }]);
    const { document, html } = await render(results);
    expect(html).not.toContain('<script>alert');
    expect(document.querySelector('.graph .box title')?.textContent).toContain(evil);
    expect(document.querySelector('.graph option')?.textContent).toBe(`${evil} (${evil})`);
    // The data of the answer, the data of the graph, and the page's script.
    expect([...document.querySelectorAll('script')].length).toBe(3);
  });

  test.each([
    ['{', 'FILE_FORMAT_UNKNOWN', /^it is not JSON .*; remove it, and run the experiment again$/],
    [{ ...sampleGraph(), format: 2 }, 'FIELD_INVALID', /^format is 2/],
    [{ ...sampleGraph(), boxesAre: 'node' }, 'FIELD_INVALID', /^boxesAre is "node"; it must be an object/],
    [
      { ...sampleGraph(), layers: [layerOf([[0, 5]])] },
      'FIELD_INVALID',
      /^layers\[0\]\.to .* whole numbers from 0 to below 5/,
    ],
    [
      { ...sampleGraph(), layers: [{ ...layerOf([]), weights: [1] }] },
      'FIELD_INVALID',
      /^layers\[0\]\.weights .* as many as from/,
    ],
    [
      { ...sampleGraph(), boxes: [{ name: 'a', type: 't', vertices: 1, nodes: [7] }] },
      'FIELD_INVALID',
      /^boxes\[0\]\.nodes/,
    ],
  ])('that is wrong is refused: %#', async (graph, code, message) => {
    await writeGraph(results, graph);
    const error: unknown = await render(results).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'RESULTS_INVALID' });
    const { problems } = error as { problems: { code: string; message: string; place: { file: string } }[] };
    expect(problems[0].code).toBe(code);
    expect(problems[0].message).toMatch(message);
    expect(problems[0].place.file).toBe(`${results.folder}/graph.json`);
  });
});

describe('the layout of a graph', () => {
  const link = fc.tuple(fc.nat(29), fc.nat(29)).filter(([from, to]) => from !== to);
  const unique = { selector: ([from, to]: readonly number[]) => `${from} ${to}`, maxLength: 80 };

  test('points right if there is no cycle', () => {
    fc.assert(
      fc.property(fc.uniqueArray(link, unique), (links) => {
        const forward = links.filter(([from, to]) => from < to && to < 10);
        const { boxes } = layoutGraph(10, 20, [layerOf(forward)]);
        for (const [from, to] of forward) expect(boxes[to].x).toBeGreaterThan(boxes[from].x);
      }),
      { numRuns: 20 },
    );
  });

  test('never overlaps boxes, fits the page width, and is reproducible, with or without cycles', () => {
    fc.assert(
      fc.property(fc.uniqueArray(link, unique), (links) => {
        const drawn = layoutGraph(30, 20, [layerOf(links), layerOf(links.map(([from, to]) => [to, from]))]);
        const { boxes, boxWidth, width, height } = drawn;
        expect(width).toBeLessThanOrEqual(1008.001);
        for (const [at, { x, y }] of boxes.entries()) {
          expect(x >= boxWidth / 2 && x <= width - boxWidth / 2 && y >= 10 && y <= height - 10).toBe(true);
          for (const other of boxes.slice(at + 1))
            expect(Math.abs(x - other.x) >= boxWidth || Math.abs(y - other.y) >= 20).toBe(true);
        }
        expect(drawn.links).toHaveLength(2 * links.length);
        expect(layoutGraph(30, 20, [layerOf(links), layerOf(links.map(([from, to]) => [to, from]))])).toEqual(drawn);
      }),
      { numRuns: 20 },
    );
  });

  test('wraps a long cycle into bands', () => {
    const ring = Array.from({ length: 60 }, (_, box) => [box, (box + 1) % 60] as const);
    const { boxes, links } = layoutGraph(60, 20, [layerOf(ring)]);
    expect(boxes[12].x).toBeLessThan(boxes[11].x);
    expect(boxes[12].y).toBeGreaterThan(boxes[11].y + 20);
    expect(links).toHaveLength(60);
  });

  test('keeps the heaviest of very many links, and at least one per box', () => {
    const links = Array.from({ length: 200 }, (_, box) => box).flatMap((box) =>
      [1, 2, 3, 4, 5].map((step) => [box, (box + step * 7) % 200] as const),
    );
    const layer = layerOf(links);
    const weights = links.map((_, at) => 1 + at);
    const began = performance.now();
    const { links: drawn, omitted } = layoutGraph(200, 20, [{ ...layer, weights }]);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(drawn.length + omitted).toBe(1000);
    expect(new Set(drawn.flatMap(({ from, to }) => [from, to])).size).toBe(200);
  });
});

describe('the colour scale', () => {
  test('puts each value into the class whose edges enclose it', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const { edges, classOf } = colourScale(values);
        for (const one of values) {
          const at = classOf(one);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThan(edges.length - 1);
          expect(one >= edges[at] && one <= edges[at + 1]).toBe(true);
        }
        expect([...edges].sort((a, b) => a - b)).toEqual(edges);
      }),
    );
  });

  test('uses equal ratios for values that span orders of magnitude', () => {
    const { classOf } = colourScale([0, 1, 10, 100, 1000, 10_000, 100_000]);
    expect([0, 1, 10, 1000, 100_000].map(classOf)).toEqual([0, 0, 1, 4, 6]);
  });
});
