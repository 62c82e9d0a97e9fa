import type { CommandForm, CommandSpec, FlagGroup } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { STORE_FLAG } from '../flags/store-flag.js';

export const DECIMALS = ['.', ','] as const;
export const THOUSANDS = ['.', ',', ' ', "'"] as const;

const STORING: FlagGroup = {
  title: 'Storing',
  flags: {
    id: { value: 'ID', example: 'plant-2026', help: 'name of the scenario; if it exists, a new version is added' },
    model: {
      value: 'FILE#CLASS',
      example: 'dist/model.js#Plant',
      files: true,
      help: 'a model that the scenario must fit; its layers with a minimum delay may have cycles',
    },
    ...STORE_FLAG,
  },
};

export const IMPORT_FORM: CommandForm = {
  usage: '--vertices [TYPE=]TABLE … --layer NAME=TABLE … --id ID [options]',
  arguments: [],
  groups: [
    {
      title: 'Tables',
      flags: {
        vertices: {
          value: '[TYPE=]TABLE',
          example: 'stage=stages.csv',
          repeats: true,
          files: true,
          help:
            'vertices of a node type, one per row, the key in the first column; without TYPE, the type is named after the file. ' +
            'May be repeated, as may --layer, --reverse, --cyclic and --distinct',
        },
        layer: {
          value: 'NAME=TABLE',
          example: 'order=arcs.csv',
          repeats: true,
          files: true,
          help: 'edges of a layer: the first two columns are the keys of the vertices that an edge leads from and to',
        },
        reverse: { value: 'NAME', example: 'supply', repeats: true, help: 'the edges of this layer run the other way' },
        cyclic: {
          value: 'NAME',
          example: 'gossip',
          repeats: true,
          help: 'this layer may have cycles, because its simproc has a minimum delay',
        },
        distinct: {
          value: 'TYPE',
          example: 'location',
          repeats: true,
          help: 'every vertex must have exactly one label of this type',
        },
        tables: {
          value: 'FILE',
          example: 'tables.json',
          files: true,
          help: "instead of all these: a JSON file with the options of 'scenarioFromTables'",
        },
      },
    },
    {
      title: 'Reading text files',
      flags: {
        delimiter: {
          value: 'CHAR',
          example: ';',
          help: 'separates the cells (default: detected, one of , ; | and tab)',
        },
        decimal: { value: 'CHAR', example: ',', choices: DECIMALS, help: 'decimal separator (default: detected)' },
        thousands: {
          value: 'CHAR',
          example: '.',
          choices: THOUSANDS,
          help: "thousands separator: . , ' or a space (default: detected)",
        },
        comment: {
          value: 'CHAR',
          example: '#',
          help: 'begins lines that are not rows (default: #, if lines above the header begin with it)',
        },
        encoding: {
          value: 'NAME',
          example: 'windows-1252',
          help: 'character encoding (default: by the byte order mark, or else UTF-8, or windows-1252 if it is not valid UTF-8)',
        },
      },
    },
    STORING,
    GENERAL_WITH_JSON,
  ],
};

export const IMPORT_SPEC: CommandSpec = {
  forms: [IMPORT_FORM],
  about:
    'All problems of the tables are reported together, with file and line, and then nothing is stored. Assumptions about a ' +
    'table are printed on stderr.',
  examples: [
    {
      title: 'Two layers from one table of edges',
      command:
        'disco scenario import --vertices stage=stages.csv --layer order=arcs.csv --layer supply=arcs.csv --reverse supply --id plant',
    },
    {
      title: 'Tables of a database, checked against a model',
      command:
        'disco scenario import --vertices plant.duckdb#stages --layer order=plant.duckdb#arcs --id plant --model dist/model.js#Plant',
    },
    { title: 'Everything in a file', command: 'disco scenario import --tables tables.json --id plant' },
  ],
  notes: [
    {
      title: 'Sources',
      text:
        'A TABLE is a .csv, .parquet or .jsonl file, or a table of a database: plant.duckdb#stages, plant.sqlite#stages, ' +
        'postgres://USER@HOST/DATABASE#stages. Text columns become labels, all others data.',
    },
  ],
  exitCodes: EXIT_CODES,
};
