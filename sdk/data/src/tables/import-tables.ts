import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCycle } from '@disco-engine/sdk';
import { LayeredGraph, entryAt, type Adjacency, type Problem } from '@disco-engine/kernel';
import { type ColumnTable, type ScenarioParts } from '@disco-engine/sdk';
import { MemoryColumns } from '@disco-engine/sdk/extensions';
import { distinctProblems } from './distinct-problems.js';
import { LabelRows } from './label-rows.js';
import { parseTableOptions } from './parse-table-options.js';
import { planImport, tooLarge } from './plan-import.js';
import { ProblemReport } from './problem-report.js';
import { readLabels } from './read-labels.js';
import { readLayer } from './read-layer.js';
import { readValues } from './read-values.js';
import { readVertices } from './read-vertices.js';
import { whileReadable } from './readable.js';
import { stageTables, type StagedLayer } from './stage-tables.js';
import { CareNeeded, requireSound, type Staging } from './staging.js';
import { tableFiles } from './table-files.js';
import { TableDatabase } from './table-database.js';
import type { TableOptions } from './table-options.js';
import type { ImportPlan } from './table-plan.js';

/** Maximum number of keys of a cycle in a message. */
const MOST_SHOWN = 10;

/**
 * Reads tables, checks everything, and builds the parts of a scenario from them.
 *
 * DuckDB first reads text files as a whole, which is fast. If anything is wrong, they are read again row by row, to report all problems
 * with their lines.
 *
 * @throws InvalidInputError `SCENARIO_INVALID` with all problems; DiscoError `PACKAGE_MISSING`
 */
export async function importTables(
  options: TableOptions,
  onAssumption: (assumption: Problem) => void,
): Promise<ScenarioParts> {
  const report = new ProblemReport();
  const plan = planImport(parseTableOptions(options), report);
  report.throwIfAny('SCENARIO_INVALID', 'the import of the scenario');
  try {
    return await attempt(plan, false, onAssumption);
  } catch (error) {
    if (!(error instanceof CareNeeded)) throw error;
  }
  return attempt(plan, true, onAssumption);
}

async function attempt(
  plan: ImportPlan,
  careful: boolean,
  onAssumption: (assumption: Problem) => void,
): Promise<ScenarioParts> {
  const [report, assumed] = [new ProblemReport(), new ProblemReport()];
  const folder = await mkdtemp(join(tmpdir(), 'disco-tables-'));
  const scratch = join(folder, 'table.csv');
  const database = await TableDatabase.open([...(await tableFiles(plan)), scratch]);
  try {
    const staging: Staging = { database, report, assumed, limits: plan.limits, mostRows: 0, careful, scratch };
    const parts = await partsOf(plan, staging);
    requireSound(staging);
    // Even if the tables are rejected, because a wrong assumption may be the reason.
    for (const assumption of assumed.problems()) onAssumption(assumption);
    report.throwIfAny('SCENARIO_INVALID', 'the import of the scenario');
    return parts;
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds the parts of the scenario; they are unusable if the report has problems. */
async function partsOf(plan: ImportPlan, staging: Staging): Promise<ScenarioParts> {
  const { types, layers } = await stageTables(plan, staging);
  requireSound(staging);
  // If a row or table could not be read, it is unknown which vertices are missing.
  const staged = types.length === plan.vertices.length && types.every(({ table }) => !table.lossy);
  const vertices = await readVertices(types, staged, staging);
  requireSound(staging);
  const count = vertices.keys.length;
  const labelRows = new LabelRows(count);
  const weights = new Float64Array(count).fill(1);
  const vertexTables = new Map<string, ColumnTable>();
  for (const [index, type] of types.entries()) {
    const { ordinals, ranks } = entryAt(vertices.tables, index);
    const read = await whileReadable(type.table, staging, async () => {
      await readLabels(type, ordinals, labelRows, staging);
      return readValues(type, ranks, staging);
    });
    if (read === undefined) continue;
    const { weight, columns } = read;
    if (weight !== undefined)
      ordinals.forEach((vertex, row) => vertex >= 0 && (weights[vertex] = weight[ranks[row] ?? NaN] ?? NaN));
    vertexTables.set(type.plan.name, columns);
  }
  const labels = labelRows.table();
  if (labels.names.length > plan.limits.labels)
    tooLarge(staging.report, `there are ${labels.names.length} different labels`, 'labels', plan.limits.labels);
  for (const [index, type] of types.entries())
    await distinctProblems(type, entryAt(vertices.tables, index).ordinals, labels, staging);
  const adjacencies = new Map<string, Adjacency>();
  const edgeTables = new Map<string, ColumnTable>();
  for (const layer of layers) {
    const read = await whileReadable(layer.table, staging, async () => {
      const { edges, places } = await readLayer(layer, count, vertices.complete, staging);
      return { edges, ...(await readValues(layer, places, staging)) };
    });
    if (read === undefined) continue;
    const { edges, weight, columns } = read;
    edgeTables.set(layer.plan.name, columns);
    if (edges === undefined) continue;
    adjacencies.set(layer.plan.name, { ...edges, weights: weight ?? new Float64Array(edges.targets.length).fill(1) });
  }
  requireSound(staging);
  const graph = LayeredGraph.fromParts({ keys: vertices.keys, labels, weights, layers: adjacencies });
  for (const layer of layers) cycleProblem(layer, graph, staging.report);
  return {
    name: plan.name,
    graph,
    nodeTypes: types.map(({ plan: { name } }) => name),
    typeOf: vertices.typeOf,
    columns: new MemoryColumns(vertexTables, edgeTables),
  };
}

function cycleProblem({ plan, table }: StagedLayer, graph: LayeredGraph, report: ProblemReport): void {
  if (plan.options.cyclic === true || graph.layer(plan.name) === undefined) return;
  const cycle = findCycle(graph, plan.name);
  if (cycle === undefined) return;
  const shown = [...cycle.slice(0, MOST_SHOWN), ...(cycle.length > MOST_SHOWN ? ['…'] : []), entryAt(cycle, 0)].join(
    ' → ',
  );
  const message = `layer '${plan.name}' has a cycle: ${shown}; remove an edge, or set cyclic: true if its simproc has a minimum delay`;
  report.add('LAYER_CYCLE', message, { file: table.shown });
}
