import type { ClusterRun, LookRequest } from '@disco-engine/cluster';
import { describeGraph, type GraphDescription } from '@disco-engine/experiments';
import type { GraphColours, GraphDrawing } from '@disco-engine/report';
import type { ModelClass, Scenario } from '@disco-engine/sdk';

/** What the page draws, or why it cannot. */
export type GraphView = (GraphDrawing & { readonly about: string }) | { readonly problem: string };

/** The colours of the graph, now. */
export interface ColourView extends GraphColours {
  /** Channels that it can be coloured by. */
  readonly channels: readonly string[];
}

export interface GraphSource {
  readonly scenario: Scenario;
  /** Loads the model into this process. */
  model(): Promise<ModelClass>;
}

/** The graph of a run, coloured by what its nodes do. Nothing is drawn until somebody opens it. */
export class RunGraph {
  #described: Promise<GraphDescription> | undefined;

  constructor(private readonly source: GraphSource) {}

  async drawing(): Promise<GraphView> {
    const { vertexCount } = this.source.scenario.graph;
    if (vertexCount > MOST_VERTICES)
      return {
        problem: `the scenario has ${vertexCount} vertices; at most ${MOST_VERTICES} can be drawn during a run`,
      };
    const graph = await this.#description();
    const { drawGraph } = await reportPackage();
    const { boxesAre, boxes } = graph;
    const nodes = boxes.reduce((sum, box) => sum + box.nodes.length, 0);
    const about = boxesAre.isNode
      ? `${nodes} nodes`
      : `${nodes} nodes in ${boxes.length} boxes, each with the mean over its nodes`;
    return { ...drawGraph(graph, `The graph of the model: ${about}`), about };
  }

  /** @param by a channel, or empty for activity */
  async colours(run: ClusterRun, by: string): Promise<ColourView> {
    const request: LookRequest = by === '' ? { by: 'activity' } : { by: 'channel', channel: by };
    const [figures, graph, { colourGraph }] = await Promise.all([
      run.look(request),
      this.#description(),
      reportPackage(),
    ]);
    const values = new Map(figures.flatMap((one) => one.values));
    const channels = [...new Set(figures.flatMap((one) => one.channels))].sort();
    return { ...colourGraph(graph, values), channels };
  }

  #description(): Promise<GraphDescription> {
    this.#described ??= this.source.model().then((model) => describeGraph({ model }, this.source.scenario));
    return this.#described;
  }
}

/** A run that nobody watches does without the packages that draw. */
function reportPackage(): Promise<typeof import('@disco-engine/report')> {
  return import('@disco-engine/report');
}

const MOST_VERTICES = 50_000;
