import type { ExperimentDescription, GraphDescription, SampledResponse } from '@disco-engine/experiments';
import { entryAt, LEAST_DELAY } from '@disco-engine/kernel';
import { figureText } from '@disco-engine/statistics';
import { boxValues, MOST_NAMES, type BoxValues } from '../graph/box-values.js';
import { CLASSES, colourScale, type ColourScale } from '../graph/colour-scale.js';
import { graphChart, heatClass, layerStroke, type ShownValue } from '../graph/graph-chart.js';
import { counted } from './counted.js';
import { chartTable } from './data-table.js';
import { jsonMarkup, markup, type Content, type Markup } from '../markup/html.js';
import type { DrawnCase } from './frame.js';
import { withUnit } from './numbers.js';

const NO_VALUE = 'no value';

/** The layered graph of the model on its scenario, coloured by a channel. */
export function graphSection(
  graph: GraphDescription,
  responses: readonly SampledResponse[],
  experiment: ExperimentDescription,
  cases: readonly DrawnCase[],
): Markup {
  const drawn = cases.map(({ number }) => number);
  const all = boxValues(graph, responses, experiment, drawn);
  const scales = all.map((values) => colourScale(values.cases.flat().filter((value) => value !== undefined)));
  const shownValues = (name: number, number: number): ShownValue[] =>
    graph.boxes.map((_, box) => shownValue(all[name]?.cases[number]?.[box], scales[name]));
  const first = shownValues(0, 0);
  const about = graph.boxes.map(aboutBox);
  const titles = about.map((text, box) => titleOf(text, all[0], entryAt(first, box)));
  const { svg, omitted } = graphChart(graph, titles, first, `The graph of ${experiment.model.name}: boxes and links`);
  // For the script, which can replace the first channel and case.
  const data = {
    about,
    channels: all.map(({ name, unit, cases: values }, index) => ({
      name: withUnit(name, unit),
      edges: entryAt(scales, index).edges.map(short),
      cases: values.map((_, number) => shownValues(index, number).map(({ heat, text }) => [heat ?? null, text])),
    })),
  };
  const rows = graph.boxes.map(({ name, nodes, vertices }, box) => [
    name,
    String(nodes.length),
    String(vertices),
    entryAt(first, box).text,
  ]);
  return markup`${legendText(graph, omitted, all)}
<figure class="graph">${all.length === 0 ? '' : controls(all, cases)}
${legend(graph, all[0], scales[0])}
<div class="scroll" tabindex="0" role="region" aria-label="Drawing of the graph">${svg}</div>
${chartTable(['Box', 'Nodes', 'Vertices', 'Value'], rows, '')}
<script type="application/json">${jsonMarkup(data)}</script></figure>
`;
}

function legendText(
  { boxesAre: { isNode, label, layer, levels }, boxes, layers }: GraphDescription,
  omitted: number,
  all: readonly BoxValues[],
): Content {
  const nodes = boxes.reduce((sum, box) => sum + box.nodes.length, 0);
  const parts = [
    'all nodes of one type',
    label !== null && `with the same label ${label}`,
    layer !== null && `at ${levels === 1 ? 'one depth' : `${levels} consecutive depths`} in layer ${layer}`,
  ].filter((part) => part !== false);
  const what = isNode ? 'one node' : parts.join(' ');
  const hasCases = all.some(({ cases }) => cases.length > 1);
  const sentences = [
    `Each box stands for ${what}: ${counted(boxes.length, 'box', 'boxes')} for ${counted(nodes, 'node')}.`,
    all.length > 0 &&
      `Its colour shows the mean of a channel over the replications${!isNode ? ', averaged over the nodes in the box that have the channel' : ''}.${hasCases ? ' All cases share one scale.' : ''}`,
    layers.some(({ weights }) => weights.length > 0) &&
      'The width of a link shows its weight within its layer; weights come from the scenario, not from counted traffic.',
    layers.some(({ within }) => within > 0) && 'Links within a box are not drawn.',
    omitted > 0 && `Lighter links between ${omitted} more pairs of boxes are not drawn.`,
    all.length === MOST_NAMES && `The menu offers the ${MOST_NAMES} channels that occur in the most boxes.`,
  ].filter((sentence) => sentence !== false);
  return markup`<p>${sentences.join(' ')}</p>`;
}

function controls(all: readonly BoxValues[], cases: readonly DrawnCase[]): Markup {
  const options = (names: readonly string[]): Markup[] =>
    names.map((name, index) => markup`<option value="${index}">${name}</option>`);
  const channels = options(all.map(({ name, unit }) => withUnit(name, unit)));
  const ofCases = markup`<label>Case <select name="case">${options(cases.map(({ name }) => name))}</select></label>`;
  return markup`<div class="tools" hidden><label>Colour <select name="channel">${channels}</select></label>${cases.length > 1 ? ofCases : ''}</div>`;
}

function legend({ layers }: GraphDescription, values: BoxValues | undefined, scale: ColourScale | undefined): Markup {
  const lines = layers.map(({ name, complete, weights, minimumDelay }, layer) => {
    const { colour, dashes } = layerStroke(layer);
    const links = complete ? 'every node to every node, not drawn' : `${weights.length} links`;
    const from = minimumDelay === LEAST_DELAY ? ', least delay' : `, delay at least ${figureText(minimumDelay)}`;
    const delay = minimumDelay > 0 ? from : '';
    return markup`<span><svg viewBox="0 0 29 10" aria-hidden="true"><line x1="0" x2="29" y1="5" y2="5" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/></svg>${name}: ${links}${delay}</span>`;
  });
  if (values === undefined || scale === undefined) return markup`<div class="legend">${lines}</div>`;
  const { edges } = scale;
  const cells = Array.from({ length: CLASSES }, (_, heat) => {
    const isThere = heat < edges.length - 1;
    const text = isThere ? rangeText(short(edges[heat] ?? NaN), short(edges[heat + 1] ?? NaN)) : '';
    return markup`<li class="${heatClass(heat)}"${isThere ? '' : markup` hidden`}><span>${text}</span></li>`;
  });
  return markup`<div class="legend">${lines}</div>
<div class="heat"><output aria-live="polite">${withUnit(values.name, values.unit)}</output><ul aria-label="Colour scale">${cells}</ul></div>`;
}

function rangeText(low: string, high: string): string {
  return low === high ? low : `${low} – ${high}`;
}

function shownValue(value: number | undefined, scale: ColourScale | undefined): ShownValue {
  if (value === undefined || scale === undefined) return { heat: undefined, text: '' };
  return { heat: scale.classOf(value), text: short(value) };
}

/** A box has room for four digits. */
function short(value: number): string {
  return figureText(Number(value.toPrecision(4)));
}

function aboutBox({ name, nodes, vertices }: GraphDescription['boxes'][number]): string {
  const count = (number: number, what: string, more: string): string => `${number} ${number === 1 ? what : more}`;
  return `${name} (${count(nodes.length, 'node', 'nodes')}, ${count(vertices, 'vertex', 'vertices')})`;
}

function titleOf(about: string, values: BoxValues | undefined, { text }: ShownValue): string {
  return values === undefined
    ? about
    : `${about}\n${withUnit(values.name, values.unit)}: ${text === '' ? NO_VALUE : text}`;
}
