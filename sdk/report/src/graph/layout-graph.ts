import { entryAt } from '@disco-engine/kernel';
import { graphlib, layout } from '@dagrejs/dagre';
import type { GraphLayer } from '@disco-engine/experiments';
import type { Point } from './point.js';
import { wrapped } from './wrapped.js';

/** Links between more pairs of boxes would be indistinguishable, and slow to lay out. */
const MOST_PAIRS = 160;

/** A link of one layer: points from the side of one box to the side of another. */
export interface DrawnLink {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly points: readonly Point[];
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly boxWidth: number;
  /** Centre of each box. */
  readonly boxes: readonly Point[];
  readonly links: readonly DrawnLink[];
  /** Number of pairs of boxes whose links are too light to draw. */
  readonly omitted: number;
}

/** All links between two boxes; they follow the same route. */
interface Pair {
  readonly from: number;
  readonly to: number;
  /** Sum of the links' weights, each relative to the heaviest of its layer. */
  weight: number;
  readonly links: { readonly layer: number; readonly from: number; readonly to: number; readonly weight: number }[];
}

/**
 * Arranges boxes in columns so that links point right unless a cycle prevents it. For each pair of boxes, the first layer that links them
 * decides the direction. The same graph always has the same layout.
 */
export function layoutGraph(count: number, boxHeight: number, layers: readonly GraphLayer[]): GraphLayout {
  const pairs = pairsOf(count, layers);
  const drawn = mainPairs(count, pairs);
  const graph = new graphlib.Graph();
  // Columns get their width later, when their number is known: here each is one unit wide, with gaps of one unit.
  graph.setGraph({ rankdir: 'LR', nodesep: 8, edgesep: 3, ranksep: 1, acyclicer: 'greedy' });
  for (const { from, to } of drawn)
    for (const box of [from, to]) graph.setNode(String(box), { width: 1, height: boxHeight });
  for (const { from, to } of drawn) graph.setEdge(String(from), String(to), { weight: 1 });
  layout(graph);
  const placeOf = (box: number): Point | undefined => {
    const point: Point | undefined = graph.node(String(box));
    return point && inColumns(point);
  };
  const { height = 0 }: { height?: number } = graph.graph();
  const { place, bandOf, detour, ...size } = wrapped(
    Array.from({ length: count }, (_, box) => placeOf(box)),
    boxHeight,
    height,
  );
  const boxes = size.boxes;
  const links = drawn.flatMap((pair) => {
    const way: { readonly points: readonly Point[] } = graph.edge(String(pair.from), String(pair.to));
    // Links need no points between columns, as their curves bend there anyway; points at columns steer them around boxes.
    const [from, to] = [entryAt(boxes, pair.from), entryAt(boxes, pair.to)];
    const isInBand = bandOf(from) === bandOf(to);
    const inner = way.points.slice(1, -1).map(inColumns).filter(isAtColumn).map(place);
    const points = [from, ...(isInBand ? inner : detour(from, to)), to];
    return pair.links.map((link, at) => {
      const shift = (at - (pair.links.length - 1) / 2) * 4;
      const moved = points.map(({ x, y }) => ({ x, y: y + shift }));
      const directed = link.from === pair.from ? moved : moved.reverse();
      return { ...link, points: fromSideToSide(directed, size.boxWidth / 2) };
    });
  });
  return { ...size, links, omitted: pairs.length - drawn.length };
}

/** The heaviest pair of each box, so that none looks isolated, then the heaviest of the rest; in their original order. */
function mainPairs(count: number, pairs: readonly Pair[]): readonly Pair[] {
  if (pairs.length <= MOST_PAIRS) return pairs;
  const first = new Set<Pair>();
  const heaviest: (Pair | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const pair of pairs)
    for (const box of [pair.from, pair.to]) if (pair.weight > (heaviest[box]?.weight ?? -1)) heaviest[box] = pair;
  for (const pair of heaviest) if (pair !== undefined) first.add(pair);
  const others = pairs.filter((pair) => !first.has(pair)).sort((a, b) => b.weight - a.weight);
  const main = new Set([...first, ...others].slice(0, Math.max(MOST_PAIRS, first.size)));
  return pairs.filter((pair) => main.has(pair));
}

/** Converts x to columns: the centre of the first column is at 0, that of the second at 1. */
function inColumns({ x, y }: Point): Point {
  return { x: (x - 0.5) / 2, y };
}

function isAtColumn({ x }: Point): boolean {
  return Math.abs(x - Math.round(x)) < 0.01;
}

function pairsOf(count: number, layers: readonly GraphLayer[]): Pair[] {
  const pairs = new Map<number, Pair>();
  for (const [layer, { from: sources, to: targets, weights }] of layers.entries()) {
    const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
    for (const [link, from] of sources.entries()) {
      const [to, weight] = [targets[link] ?? NaN, weights[link] ?? NaN];
      const key = Math.min(from, to) * count + Math.max(from, to);
      const pair = pairs.get(key) ?? { from, to, weight: 0, links: [] };
      pair.links.push({ layer, from, to, weight });
      pair.weight += heaviest > 0 ? weight / heaviest : 0;
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()];
}

/** Makes a route begin and end at the sides of its boxes that face the adjacent points. */
function fromSideToSide(points: readonly Point[], half: number): Point[] {
  const [first, second, beforeLast, last] = [points[0], points[1], points.at(-2), points.at(-1)];
  if (!first || !second || !beforeLast || !last) return [...points];
  const side = (end: Point, next: Point): Point => ({ x: end.x + (next.x < end.x ? -half : half), y: end.y });
  return [side(first, second), ...points.slice(1, -1), side(last, beforeLast)];
}
