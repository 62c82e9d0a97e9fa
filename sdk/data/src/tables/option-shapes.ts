import type { ProblemReport } from './problem-report.js';

/** Says whether a value fits, and what would. Options may come from JavaScript or from a file, where no compiler looked at them. */
interface Shape {
  readonly wanted: string;
  fits(value: unknown): boolean;
}

const TYPES = ['float64', 'int32', 'int64', 'boolean', 'text', 'value'];

const text: Shape = { wanted: 'a text that is not empty', fits: (value) => typeof value === 'string' && value !== '' };
const flag: Shape = { wanted: 'true or false', fits: (value) => typeof value === 'boolean' };
const names: Shape = { wanted: 'a list of names', fits: (value) => isList(value, isText) };
const location: Shape = { wanted: 'a location, or { in: location, table: name }', fits: isLocation };
const weight: Shape = { wanted: 'the name of a column, or false', fits: (value) => value === false || isText(value) };
const columns: Shape = {
  wanted: `an object of column names with a type each: ${TYPES.join(', ')}`,
  fits: (value) => isRecord(value) && Object.values(value).every((type) => isText(type) && TYPES.includes(type)),
};
const labels: Shape = {
  wanted: `a list of column names, or of { column, type, separator }`,
  fits: (value) => isList(value, (item) => isText(item) || isLabelColumn(item)),
};
const delimiter: Shape = {
  wanted: 'one ASCII character that is no quote and no line end',
  fits: (value) => isText(value) && /^[^\u0080-\uffff"\r\n\0]$/.test(value),
};

const READING = { from: location, columns, ignore: names, emptyText: flag, delimiter };

/** What may be said of a table of vertices, and of a table of edges. */
export const VERTEX_OPTIONS = { ...READING, key: text, labels, weight, distinct: names };
export const LAYER_OPTIONS = { ...READING, tail: text, head: text, weight, reverse: flag, cyclic: flag };

/** Adds what is wrong with options to a report, and says whether nothing is. undefined counts as not given. */
export function optionsFit(
  given: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, Shape>>,
  where: string,
  report: ProblemReport,
): boolean {
  let fit = true;
  for (const [option, value] of Object.entries(given)) {
    const shape = Object.hasOwn(shapes, option) ? shapes[option] : undefined;
    if (value === undefined || shape?.fits(value) === true) continue;
    fit = false;
    if (shape !== undefined) report.add('OPTION_INVALID', `${where}: '${option}' must be ${shape.wanted}`);
    else {
      const known = Object.keys(shapes).join(', ');
      report.add('OPTION_UNKNOWN', `${where}: there is no option '${option}'; there are: ${known}`);
    }
  }
  return fit;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLocation(value: unknown): boolean {
  return isText(value) || (isRecord(value) && isText(value.in) && isText(value.table));
}

function isLabelColumn(value: unknown): boolean {
  if (!isRecord(value) || !isText(value.column)) return false;
  const known = ['column', 'type', 'separator'];
  return Object.entries(value).every(([key, item]) => known.includes(key) && (item === undefined || isText(item)));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isList(value: unknown, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}
