import {
  checkScenario,
  InvalidInputError,
  type ColumnType,
  type ModelSpecification,
  type Scenario,
  findCycle,
  layerDepths,
} from '@disco-engine/sdk';

/** A scenario without its single vertices, as plain data. */
export interface ScenarioSummary {
  readonly id: string;
  readonly version: number;
  readonly vertices: readonly { readonly type: string; readonly vertices: number; readonly columns: Columns }[];
  readonly layers: readonly LayerSummary[];
  readonly labels: readonly { readonly type: string; readonly values: number }[];
  /** The problems that keep a given model from running on it. */
  readonly problems: readonly string[];
}

type Columns = Readonly<Record<string, ColumnType>>;

export interface LayerSummary {
  readonly name: string;
  readonly edges: number;
  /** Edges on the longest path; null if the layer has a cycle. */
  readonly depth: number | null;
  /** The keys of a cycle; empty if there is none. */
  readonly cycle: readonly string[];
  readonly columns: Columns;
}

export async function summaryOf(
  scenario: Scenario,
  version: number,
  model: ModelSpecification | undefined,
): Promise<ScenarioSummary> {
  const { graph, columns } = scenario;
  return {
    id: scenario.stored?.id ?? scenario.name,
    version,
    vertices: scenario.nodeTypes.map((type) => ({
      type,
      vertices: scenario.verticesOf(type).length,
      columns: Object.fromEntries(columns.vertices.get(type) ?? []),
    })),
    layers: graph.layerNames.map((name) => {
      const cycle = findCycle(graph, name) ?? [];
      const depth = cycle.length > 0 ? null : layerDepths(graph, name).reduce((most, own) => Math.max(most, own), 0);
      const edges = graph.layer(name)?.targets.length ?? 0;
      return { name, edges, depth, cycle, columns: Object.fromEntries(columns.edges.get(name) ?? []) };
    }),
    labels: graph.labels.types.map((type) => {
      const [first, end] = graph.labels.range(type);
      return { type, values: end - first };
    }),
    problems: model === undefined ? [] : await problemsOf(model, scenario),
  };
}

async function problemsOf(model: ModelSpecification, scenario: Scenario): Promise<readonly string[]> {
  try {
    await checkScenario(model, scenario);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ code, message }) => `${message} [${code}]`);
    throw error;
  }
}
