import type { Problem } from '@disco-engine/kernel';
import type { ColumnNeed } from '../model/column-declaration.js';
import type { ModelSpecification, NodeTypeSpecification } from '../model/model-specification.js';
import { isMissing, rowCount, type ColumnType } from '../scenario/column.js';
import type { ColumnTable, TableColumns } from '../scenario/column-source.js';
import type { Scenario } from '../scenario/scenario.js';

/** Declared columns that a scenario lacks, or has with another type. */
export function* columnProblems(model: ModelSpecification, scenario: Scenario): Iterable<Problem> {
  for (const type of model.nodeTypes) {
    if (scenario.verticesOf(type.name).length === 0) continue;
    const columns = scenario.columns.vertices.get(type.name);
    for (const [name, need] of type.columns ?? []) {
      if (need.type === 'text' && columns?.has(name) !== true && scenario.graph.labels.types.includes(name)) continue;
      yield* needProblems(`the vertices of node type '${type.name}'`, columns, name, need);
    }
    for (const [layer, needs] of type.edgeColumns ?? []) {
      if ((scenario.graph.layer(layer)?.targets.length ?? 0) === 0) continue;
      for (const [name, need] of needs)
        yield* needProblems(`the edges of layer '${layer}'`, scenario.columns.edges.get(layer), name, need);
    }
  }
}

/** Required columns with missing values, each with the first vertex that lacks one. */
export function* missingValueProblems(
  { name: nodeType, columns: needs }: NodeTypeSpecification,
  columns: ColumnTable,
  keyOf: (row: number) => string,
): Iterable<Problem> {
  for (const [name, need] of needs ?? []) {
    const column = columns.get(name);
    if (need.optional || column === undefined) continue;
    const missing = Array.from({ length: rowCount(column) }, (_, row) => row).filter((row) => isMissing(column, row));
    const [first] = missing;
    if (first === undefined) continue;
    const others = missing.length === 1 ? '' : ` (nor have ${missing.length - 1} others)`;
    const message = `vertex '${keyOf(first)}' of node type '${nodeType}' has no '${name}'${others}; give values, or declare a default`;
    yield { code: 'VALUE_MISSING', message, place: { vertex: keyOf(first) } };
  }
}

/** By declared type, the column types that can hold such values; single values are checked when they are read. */
const READABLE: Readonly<Record<ColumnType, readonly ColumnType[]>> = {
  float64: ['float64', 'int32', 'value'],
  int32: ['int32', 'int64', 'float64', 'value'],
  int64: ['int64', 'int32', 'float64', 'value'],
  boolean: ['boolean', 'value'],
  text: ['text', 'value'],
  value: ['float64', 'int32', 'int64', 'boolean', 'text', 'value'],
};

function* needProblems(
  where: string,
  columns: TableColumns | undefined,
  name: string,
  { type, optional }: ColumnNeed,
): Iterable<Problem> {
  const found = columns?.get(name);
  const known = [...(columns?.keys() ?? [])].join(', ') || 'none';
  if (found === undefined && !optional)
    yield { code: 'COLUMN_MISSING', message: `${where} have no column '${name}'; they have: ${known}` };
  if (found !== undefined && !READABLE[type].includes(found))
    yield {
      code: 'COLUMN_TYPE_WRONG',
      message: `column '${name}' of ${where} is of type ${found}; the model reads ${type}`,
    };
}
