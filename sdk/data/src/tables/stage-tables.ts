import { whileReadable } from './readable.js';
import { stageTable } from './stage-table.js';
import type { StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import { tooLarge } from './plan-import.js';
import type { TableLimits } from './table-limits.js';
import type { TableReading } from './table-options.js';
import type { ImportPlan, LayerTablePlan, TablePlan, VertexTablePlan } from './table-plan.js';
import { layerRoles, vertexRoles, type LayerRoles, type VertexRoles } from './table-roles.js';

/** A readable table of vertices, and the roles of its columns. */
export interface StagedType {
  readonly plan: VertexTablePlan;
  readonly table: StagedTable;
  readonly roles: VertexRoles;
}

/** A readable table of edges, and the roles of its columns. */
export interface StagedLayer {
  readonly plan: LayerTablePlan;
  readonly table: StagedTable;
  readonly roles: LayerRoles;
}

export interface StagedTables {
  readonly types: readonly StagedType[];
  readonly layers: readonly StagedLayer[];
}

/** Makes all tables readable; the report explains those that are left out. A table shared by two layers is read once. */
export async function stageTables(plan: ImportPlan, staging: Staging): Promise<StagedTables> {
  const known = new Map<string, StagedTable | undefined>();
  const { report, limits } = staging;
  const types: StagedType[] = [];
  const layers: StagedLayer[] = [];
  let rows = 0;
  const stage = async (own: TablePlan<TableReading>, limit: 'vertices' | 'edges'): Promise<StagedTable | undefined> => {
    const { delimiter, emptyText, comment, encoding } = own.options;
    const identity = JSON.stringify([own.location, delimiter, emptyText, comment, encoding]);
    // The columns of a table without rows depend on the options.
    const found = known.get(identity);
    if (found !== undefined && found.rows > 0) return found;
    const table = await stageTable(own.location, own.options, { ...staging, mostRows: limits[limit] });
    known.set(identity, table);
    return table;
  };
  const count = (table: StagedTable, limit: keyof TableLimits): void => {
    rows += table.rows;
    if (rows > limits[limit] && rows - table.rows <= limits[limit])
      tooLarge(report, `there are more than ${limits[limit]} rows of ${limit}`, limit, limits[limit], table.shown);
  };
  for (const own of plan.vertices) {
    const table = await stage(own, 'vertices');
    if (table === undefined) continue;
    count(table, 'vertices');
    const roles = await whileReadable(table, staging, () => vertexRoles(own, table, staging));
    if (roles !== undefined) types.push({ plan: own, table, roles });
  }
  rows = 0;
  for (const own of plan.layers) {
    const table = await stage(own, 'edges');
    if (table === undefined) continue;
    count(table, 'edges');
    const roles = await whileReadable(table, staging, () => layerRoles(own, table, staging));
    if (roles !== undefined) layers.push({ plan: own, table, roles });
  }
  return { types, layers };
}
