import { entryAt } from '@disco-engine/kernel';
import { graphlib, layout } from '@dagrejs/dagre';
import type { GraphLayer } from '@disco-engine/experiments';
import type { Point } from './point.js';
import { wrapped } from './wrapped.js';

/** Links of more pairs of boxes could not be told apart, and would take long to lay out. */
const MOST_PAIRS = 160;

/** A link of one layer, by way of points from the side of one box to that of another. */
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
  /** Per box its middle. */
  readonly boxes: readonly Point[];
  readonly links: readonly DrawnLink[];
  /** Pairs of boxes whose links are too light to be drawn. */
  readonly omitted: number;
}

/** All links between two boxes, which share a way. */
interface Pair {
  readonly from: number;
  readonly to: number;
  /** Of its links, each in relation to the heaviest of its layer. */
  weight: number;
  readonly links: { readonly layer: number; readonly from: number; readonly to: number; readonly weight: number }[];
}

/**
 * Puts boxes into columns, so that links lead to the right where no cycle forbids it: those of the first layer that joins two boxes
 * decide. The same graph has the same layout.
 */
export function layoutGraph(count: number, boxHeight: number, layers: readonly GraphLayer[]): GraphLayout {
  const pairs = pairsOf(count, layers);
  const drawn = mainPairs(count, pairs);
  const graph = new graphlib.Graph();
  // Columns get their width afterwards, when it is known how many there are: here each is one wide, and one apart.
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
    // Between columns a link bends by itself; those at columns that it passes keep it off their boxes.
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

/** The heaviest link of each box, which keeps it from looking alone, and the heaviest of the others, in their order. */
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

/** The middle of the first column is at 0, that of the second at 1. */
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

/** Lets a way begin and end at the sides of its boxes, where they are nearest to its next point. */
function fromSideToSide(points: readonly Point[], half: number): Point[] {
  const [first, second, beforeLast, last] = [points[0], points[1], points.at(-2), points.at(-1)];
  if (!first || !second || !beforeLast || !last) return [...points];
  const side = (end: Point, next: Point): Point => ({ x: end.x + (next.x < end.x ? -half : half), y: end.y });
  return [side(first, second), ...points.slice(1, -1), side(last, beforeLast)];
}
