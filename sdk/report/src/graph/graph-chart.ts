import { entryAt } from '@disco-engine/kernel';
import type { GraphDescription } from '@disco-engine/experiments';
import { DASHES } from '../charts/chart.js';
import { markup, type Markup } from '../markup/html.js';
import { layoutGraph, type DrawnLink } from './layout-graph.js';
import type { Point } from './point.js';

/** Beyond this many boxes, there is no room for a second line of text. */
const MOST_WITH_VALUES = 120;
const LAYER_COLOURS = [1, 3, 7, 5, 4, 6, 2, 0];

/** The colour class of a box, undefined without a value, and the value as text. */
export interface ShownValue {
  readonly heat: number | undefined;
  readonly text: string;
}

export interface GraphChart {
  readonly svg: Markup;
  /** Number of pairs of boxes whose links are not drawn. */
  readonly omitted: number;
}

/**
 * Draws boxes in columns, coloured by value, and the links between them.
 *
 * @param titles tooltip of each box
 */
export function graphChart(
  { boxes, layers }: GraphDescription,
  titles: readonly string[],
  values: readonly ShownValue[],
  label: string,
): GraphChart {
  const hasValues = boxes.length <= MOST_WITH_VALUES;
  const boxHeight = hasValues ? 32 : 19;
  const { boxes: places, links, omitted, width, height, boxWidth } = layoutGraph(boxes.length, boxHeight, layers);
  const letters = Math.floor((boxWidth - 4) / 6);
  const widths = layers.map(({ weights }) => widthsOf(weights));
  const ways = links.map((link) => linkPath(link, entryAt(widths, link.layer)(link.weight)));
  const drawn = boxes.map(({ name, type }, box) => {
    const { x, y } = entryAt(places, box);
    const { heat, text } = entryAt(values, box);
    const line = (dy: number, shown: string, kind: string): Markup =>
      markup`<text class="${kind}" x="${round(x)}" y="${round(y + dy)}">${shown}</text>`;
    const own = /^[/ ]/.test(name.slice(type.length)) && name.startsWith(type) ? name.slice(type.length + 1) : name;
    return markup`<g class="box ${heatClass(heat)}"><title>${titles[box]}</title><rect x="${round(x - boxWidth / 2)}" y="${round(y - boxHeight / 2)}" width="${round(boxWidth)}" height="${boxHeight}" rx="3"/>${line(hasValues ? -3 : 3.5, shortened(name.length <= letters ? name : own, letters), 'name')}${hasValues ? line(11, text, 'value') : ''}</g>\n`;
  });
  const svg = markup`<svg class="network" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-label="${label}"><defs>${layers.map((_, layer) => arrow(layer))}</defs>
<g fill="none">${ways}</g>
${drawn}</svg>`;
  return { svg, omitted };
}

/** The CSS class that colours a box by its value. */
export function heatClass(heat: number | undefined): string {
  return heat === undefined ? 'heat-none' : `heat-${heat}`;
}

/** The stroke of a layer's links. */
export function layerStroke(layer: number): { readonly colour: string; readonly dashes: string } {
  const turn = Math.floor(layer / LAYER_COLOURS.length);
  return {
    colour: `var(--case-${entryAt(LAYER_COLOURS, layer % LAYER_COLOURS.length)})`,
    dashes: entryAt(DASHES, (layer + turn) % DASHES.length),
  };
}

/** Maps a layer's link weights to line widths: the heaviest link is the widest; equal weights share one width. */
function widthsOf(weights: readonly number[]): (weight: number) => number {
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (weights.every((weight) => weight === heaviest)) return () => 1.5;
  return (weight) => 0.8 + 3.2 * Math.sqrt(Math.max(0, weight) / heaviest);
}

function linkPath({ layer, points }: DrawnLink, width: number): Markup {
  const { colour, dashes } = layerStroke(layer);
  return markup`<path d="${wayOf(points)}" stroke="${colour}" stroke-width="${round(width)}" stroke-dasharray="${dashes}" marker-end="url(#arrow-${layer})"/>\n`;
}

/** A path that leaves and reaches each point horizontally, with a bend in between. */
function wayOf([first, ...rest]: readonly Point[]): string {
  if (first === undefined) return '';
  let from = first;
  let way = `M${round(first.x)} ${round(first.y)}`;
  for (const to of rest) {
    const middle = round((from.x + to.x) / 2);
    way += `C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return way;
}

function arrow(layer: number): Markup {
  const { colour } = layerStroke(layer);
  return markup`<marker id="arrow-${layer}" viewBox="0 0 6 6" refX="5.5" refY="3" markerUnits="userSpaceOnUse" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L6 3L0 6z" fill="${colour}"/></marker>`;
}

/** Cuts out the middle: names mostly differ at the end. */
function shortened(name: string, letters: number): string {
  if (name.length <= letters) return name;
  const end = Math.min(5, Math.floor((letters - 1) / 2));
  return `${name.slice(0, letters - 1 - end)}…${name.slice(name.length - end)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
