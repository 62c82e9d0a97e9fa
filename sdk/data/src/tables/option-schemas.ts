import * as v from 'valibot';
import { jsonRecord } from '../json/json-object.js';
import { jsonOptions } from '../json/json-options.js';
import { TABLE_LIMITS, type TableLimits } from './table-limits.js';
import type { LayerTableOptions, TableLocation, VertexTableOptions } from './table-options.js';

const TYPES = ['float64', 'int32', 'int64', 'boolean', 'text', 'value'] as const;
const TEXT = 'a string that is not empty';
const LOCATION = 'a location, or { in: location, table: name }';
const TABLE = `a location, or options with the location as 'from'`;
const DELIMITER = 'one ASCII character that is not a quote and not a line end';
const ENCODING = 'an encoding such as utf-8, utf-16le or windows-1252';
const LIMIT = 'a whole number of at least 1';

const ASCII_CHARACTER = /^[^\u0080-\uffff"\r\n\0]$/;

const text = v.pipe(v.string(TEXT), v.nonEmpty(TEXT));
const flag = v.boolean('a boolean');
const names = v.array(text, 'an array of names');
const weight = v.union([v.literal(false), text], 'the name of a column, or false');

const path = v.pipe(v.string(LOCATION), v.nonEmpty(LOCATION));
const tableOfDatabase = jsonOptions({ in: text, table: text }, LOCATION);
const location: v.GenericSchema<unknown, TableLocation> = v.lazy((given) =>
  typeof given === 'string' ? path : tableOfDatabase,
);

const labelColumn = jsonOptions({ column: text, type: v.optional(text), separator: v.optional(text) }, TEXT);
const label = v.lazy((given) => (typeof given === 'string' ? text : labelColumn));

/** Options for reading any table. */
const reading = {
  from: location,
  columns: v.optional(jsonRecord(v.picklist(TYPES, `one of ${TYPES.join(', ')}`))),
  ignore: v.optional(names),
  emptyText: v.optional(flag),
  delimiter: v.optional(v.pipe(v.string(DELIMITER), v.regex(ASCII_CHARACTER, DELIMITER))),
  decimal: v.optional(v.picklist(['.', ','], `'.' or ','`)),
  thousands: v.optional(v.picklist(['.', ',', ' ', "'"], `'.', ',', ' ' or "'"`)),
  comment: v.optional(v.pipe(v.string(DELIMITER), v.regex(ASCII_CHARACTER, DELIMITER))),
  encoding: v.optional(v.pipe(v.string(ENCODING), v.check(isEncoding, ENCODING))),
  weight: v.optional(weight),
};

const vertexTable: v.GenericSchema<unknown, VertexTableOptions> = jsonOptions(
  { ...reading, key: v.optional(text), labels: v.optional(v.array(label, 'an array')), distinct: v.optional(names) },
  TABLE,
);

const layerTable: v.GenericSchema<unknown, LayerTableOptions> = jsonOptions(
  {
    ...reading,
    tail: v.optional(text),
    head: v.optional(text),
    reverse: v.optional(flag),
    cyclic: v.optional(flag),
  },
  TABLE,
);

const most = v.optional(v.pipe(v.number(LIMIT), v.safeInteger(LIMIT), v.minValue(1, LIMIT)));
const limits: Record<keyof TableLimits, typeof most> = {
  vertices: most,
  edges: most,
  layers: most,
  columns: most,
  labels: most,
  keyLength: most,
  textLength: most,
  lineBytes: most,
  sqliteBytes: most,
};

/** The tables of a scenario, all converted to the long form. */
export const tableOptionsSchema = jsonOptions({
  name: v.optional(v.string('a string'), 'scenario'),
  vertices: tablesBy(vertexTable),
  layers: v.optional(tablesBy(layerTable), {}),
  folder: v.optional(v.string('the path of a folder')),
  limits: v.pipe(
    v.optional(jsonOptions(limits), {}),
    v.transform((given): TableLimits => ({ ...TABLE_LIMITS, ...definedOf(given) })),
  ),
});

/** Options as parsed by `tableOptionsSchema`. */
export type ParsedTableOptions = v.InferOutput<typeof tableOptionsSchema>;

/** Tables by name, each a location or options. */
function tablesBy<Options>(
  options: v.GenericSchema<unknown, Options>,
): v.GenericSchema<unknown, Record<string, Options>> {
  const short = v.pipe(
    location,
    v.transform((from): unknown => ({ from })),
    options,
  );
  return jsonRecord(
    v.lazy((given) => (isLocation(given) ? short : options)),
    'an object of tables by name',
  );
}

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

function isLocation(given: unknown): boolean {
  return typeof given === 'string' || (typeof given === 'object' && given !== null && 'in' in given);
}

function definedOf(given: Partial<Record<keyof TableLimits, number | undefined>>): Partial<TableLimits> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
