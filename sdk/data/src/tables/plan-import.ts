import type { ColumnType } from '@disco-engine/sdk';
import { isLocation, isRecord, LAYER_OPTIONS, optionsFit, VERTEX_OPTIONS } from './option-shapes.js';
import type { ProblemReport } from './problem-report.js';
import { TABLE_LIMITS, type TableLimits } from './table-limits.js';
import { parseLocation, shownLocation } from './table-location.js';
import type {
  LabelColumn,
  LayerTableOptions,
  TableLocation,
  TableOptions,
  TableReading,
  VertexTableOptions,
} from './table-options.js';
import type { ImportPlan, TablePlan, VertexTablePlan } from './table-plan.js';

/** Node types are numbered in 16 bits. */
const MOST_NODE_TYPES = 65_535;

const KNOWN = ['name', 'vertices', 'layers', 'folder', 'limits'];

/** Looks through options, says what is wrong with them, and brings them into one form. */
export function planImport(options: TableOptions, report: ProblemReport): ImportPlan {
  const { name = 'scenario', vertices, layers = {}, folder = '.' } = isRecord(options) ? options : ({} as TableOptions);
  for (const option of Object.keys(options ?? {})) {
    if (KNOWN.includes(option)) continue;
    report.add('OPTION_UNKNOWN', `there is no option '${option}'; there are: ${KNOWN.join(', ')}`);
  }
  if (typeof name !== 'string') report.add('OPTION_INVALID', `'name' must be a text`);
  if (typeof folder !== 'string') report.add('OPTION_INVALID', `'folder' must be the path of a folder`);
  const from = typeof folder === 'string' ? folder : '.';
  const limits = limitsOf(options?.limits, report);
  const types = tablesOf<VertexTableOptions>(vertices, 'vertices', VERTEX_OPTIONS, from, report);
  const plan: ImportPlan = {
    name: String(name),
    vertices: types.map(withLabels).sort((a, b) => (a.name < b.name ? -1 : 1)),
    layers: tablesOf<LayerTableOptions>(layers, 'layers', LAYER_OPTIONS, from, report),
    limits,
  };
  if (isRecord(vertices) && Object.keys(vertices).length === 0)
    report.add('VERTEX_MISSING', 'name a table of vertices for at least one node type');
  const count = Object.keys(isRecord(layers) ? layers : {}).length;
  if (count > limits.layers) tooLarge(report, `there are ${count} layers`, 'layers', limits.layers);
  if (types.length > MOST_NODE_TYPES)
    report.add('TABLE_TOO_LARGE', `there are ${types.length} node types; there may be ${MOST_NODE_TYPES}`);
  return plan;
}

/** Says that a limit is passed, and how to move it. */
export function tooLarge(
  report: ProblemReport,
  what: string,
  limit: keyof TableLimits,
  most: number,
  file?: string,
): void {
  const message = `${what}, more than the limit of ${most}; raise limits.${limit} if that is meant`;
  report.add('TABLE_TOO_LARGE', message, file === undefined ? {} : { file });
}

function tablesOf<Options extends TableReading>(
  given: unknown,
  option: 'vertices' | 'layers',
  shapes: Parameters<typeof optionsFit>[1],
  folder: string,
  report: ProblemReport,
): TablePlan<Options>[] {
  if (!isRecord(given)) {
    report.add('OPTION_INVALID', `'${option}' must be an object of tables by name`);
    return [];
  }
  return Object.entries(given).flatMap(([name, entry]) => {
    const where = `${option}.${name}`;
    if (name === '') report.add('NAME_EMPTY', `'${option}' has a table without a name`);
    const table = isLocation(entry) ? { from: entry } : entry;
    if (!isRecord(table) || table.from === undefined) {
      report.add('OPTION_INVALID', `${where} must be a location, or options with the location as 'from'`);
      return [];
    }
    if (!optionsFit(table, shapes, where, report)) return [];
    const from = table.from as TableLocation;
    const location = parseLocation(from, folder);
    if (typeof location === 'string') {
      report.add('LOCATION_INVALID', `${where}: '${shownLocation(from)}' is no table: ${location}`);
      return [];
    }
    // The shapes have looked at each option, so that they are what the type says.
    const options = table as unknown as Options;
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

function limitsOf(given: unknown, report: ProblemReport): TableLimits {
  if (given === undefined) return TABLE_LIMITS;
  const limits: Record<string, unknown> = isRecord(given) ? given : {};
  if (!isRecord(given)) report.add('OPTION_INVALID', `'limits' must be an object`);
  for (const [name, value] of Object.entries(limits)) {
    if (!Object.hasOwn(TABLE_LIMITS, name))
      report.add('OPTION_UNKNOWN', `there is no limit '${name}'; there are: ${Object.keys(TABLE_LIMITS).join(', ')}`);
    else if (value !== undefined && !(Number.isSafeInteger(value) && Number(value) > 0))
      report.add('OPTION_INVALID', `limit '${name}' must be a whole number of at least 1`);
  }
  const entries = Object.entries(TABLE_LIMITS).map(([name, most]) => [name, limits[name] ?? most]);
  return Object.fromEntries(entries) as TableLimits;
}
