import type { GraphDescription } from '@disco-engine/experiments';
import { colourScale } from './colour-scale.js';
import { graphChart } from './graph-chart.js';

/** The drawing of a graph whose colours follow later. */
export interface GraphDrawing {
  /** An `svg` element; each box is a `g` element of class `box`, in the order of the description. All text in it is escaped. */
  readonly svg: string;
  /** Number of pairs of boxes whose links are not drawn. */
  readonly omitted: number;
}

/** The colours of the boxes of a graph. */
export interface GraphColours {
  /** For each box, its colour class from 0 to 6, and the mean over its nodes that have a value as text; null and empty if none has. */
  readonly boxes: readonly { readonly heat: number | null; readonly text: string }[];
  /** The borders between the classes, ascending; empty if there are no values. */
  readonly edges: readonly number[];
}

/**
 * Draws the graph of a model on a scenario, as in a report, for a page that colours its boxes while a run goes on.
 *
 * @param label describes the drawing to those who do not see it
 *
 * @example
 * const graph = describeGraph({ model: SupplyChain }, scenario);
 * const { svg } = drawGraph(graph, 'The supply chain');
 * const { boxes } = colourGraph(graph, new Map([['stage/Part_0001', 12]]));
 */
export function drawGraph(graph: GraphDescription, label: string): GraphDrawing {
  const titles = graph.boxes.map(({ name }) => name);
  const values = graph.boxes.map(() => ({ heat: undefined, text: '' }));
  const { svg, omitted } = graphChart(graph, titles, values, label);
  return { svg: svg.text, omitted };
}

/** @param values by node */
export function colourGraph({ boxes }: GraphDescription, values: ReadonlyMap<string, number>): GraphColours {
  const means = boxes.map(({ nodes }) => {
    const own = nodes.flatMap((node) => values.get(node) ?? []);
    return own.length === 0 ? undefined : own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  const scale = colourScale(means.filter((mean) => mean !== undefined));
  return {
    boxes: means.map((mean) =>
      mean === undefined
        ? { heat: null, text: '' }
        : { heat: scale.classOf(mean), text: String(Number(mean.toPrecision(3))) },
    ),
    edges: scale.edges,
  };
}
