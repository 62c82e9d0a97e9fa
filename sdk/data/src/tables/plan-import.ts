import type { ColumnType } from '@disco-engine/sdk';
import type { ParsedTableOptions } from './option-schemas.js';
import type { ProblemReport } from './problem-report.js';
import type { TableLimits } from './table-limits.js';
import { parseLocation, shownLocation } from './table-location.js';
import type { LabelColumn, TableReading, VertexTableOptions } from './table-options.js';
import type { ImportPlan, TablePlan, VertexTablePlan } from './table-plan.js';

/** Node types are numbered in 16 bits. */
const MOST_NODE_TYPES = 65_535;

/** Turns valid options into a plan, and reports the problems that prevent it. */
export function planImport(options: ParsedTableOptions, report: ProblemReport): ImportPlan {
  const { name, vertices, layers, folder = '.', limits } = options;
  const types = tablesOf(vertices, 'vertices', folder, report);
  const plan: ImportPlan = {
    name,
    vertices: types.map(withLabels).sort((a, b) => (a.name < b.name ? -1 : 1)),
    layers: tablesOf(layers, 'layers', folder, report),
    limits,
  };
  if (Object.keys(vertices).length === 0)
    report.add('VERTEX_MISSING', 'give a table of vertices for at least one node type');
  const count = Object.keys(layers).length;
  if (count > limits.layers) tooLarge(report, `there are ${count} layers`, 'layers', limits.layers);
  if (types.length > MOST_NODE_TYPES)
    report.add('TABLE_TOO_LARGE', `there are ${types.length} node types, more than the maximum of ${MOST_NODE_TYPES}`);
  return plan;
}

/** Reports that a limit is exceeded, and how to raise it. */
export function tooLarge(
  report: ProblemReport,
  what: string,
  limit: keyof TableLimits,
  most: number,
  file?: string,
): void {
  const message = `${what}, more than the limit of ${most}; raise limits.${limit} if that is intended`;
  report.add('TABLE_TOO_LARGE', message, file === undefined ? {} : { file });
}

function tablesOf<Options extends TableReading>(
  given: Readonly<Record<string, Options>>,
  option: 'vertices' | 'layers',
  folder: string,
  report: ProblemReport,
): TablePlan<Options>[] {
  return Object.entries(given).flatMap(([name, options]) => {
    const where = `${option}.${name}`;
    if (name === '') report.add('NAME_EMPTY', `'${option}' has a table without a name`);
    const location = parseLocation(options.from, folder);
    if (typeof location === 'string') {
      report.add('LOCATION_INVALID', `${where}: '${shownLocation(options.from)}' is not a table: ${location}`);
      return [];
    }
    if (options.thousands !== undefined && options.thousands === (options.decimal ?? '.'))
      report.add(
        'OPTION_INVALID',
        `${where}: '${options.thousands}' cannot be both the decimal sign and the thousands separator`,
      );
    const columns = new Map<string, ColumnType>(Object.entries(options.columns ?? {}));
    const subject = option === 'vertices' ? `node type '${name}'` : `layer '${name}'`;
    return [{ name, subject, location, options, columns }];
  });
}

function withLabels(plan: TablePlan<VertexTableOptions>): VertexTablePlan {
  const labels = plan.options.labels?.map((label): LabelColumn => {
    return typeof label === 'string' ? { column: label } : label;
  });
  return { ...plan, labels };
}
