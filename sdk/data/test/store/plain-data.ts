import { type Column, type Scenario, type ScenarioData, type TablesData } from '@disco-engine/sdk';
import { rowCount, valueAt } from '@disco-engine/sdk/extensions';

/** A whole scenario as plain data, with columns as lists of values, which are equal for equivalent columns. */
export async function plainData(scenario: Scenario): Promise<unknown> {
  const data: ScenarioData = await scenario.toData();
  return { ...data, vertices: plainTables(data.vertices), edges: plainTables(data.edges) };
}

/** Type and values of a column. */
export function plainColumn(column: Column): unknown {
  return { type: column.type, values: Array.from({ length: rowCount(column) }, (_, row) => valueAt(column, row)) };
}

function plainTables(tables: TablesData): unknown {
  return tables.map(([table, columns]) => [table, columns.map(([name, column]) => [name, plainColumn(column)])]);
}
