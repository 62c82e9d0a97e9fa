import type { ArgumentSpec, CommandForm, CommandSpec, FlagTable } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL, GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { STORE_FLAG } from '../flags/store-flag.js';

export const FORMATS = ['parquet', 'csv', 'jsonl'] as const;

const ID: ArgumentSpec = { name: 'ID', help: 'a scenario in the store' };
const VERSION = {
  version: { value: 'N', example: '2', help: 'version of the scenario (default: the newest)' },
} as const satisfies FlagTable;

export const SHOW_FORM: CommandForm = {
  usage: 'ID [options]',
  arguments: [ID],
  groups: [
    {
      title: 'Options',
      flags: {
        model: {
          value: 'FILE#CLASS',
          example: 'dist/model.js#Plant',
          files: true,
          help: 'a model; the problems that keep it from running on the scenario are listed',
        },
        ...VERSION,
        ...STORE_FLAG,
      },
    },
    GENERAL_WITH_JSON,
  ],
};

export const SHOW_SPEC: CommandSpec = {
  forms: [SHOW_FORM],
  about: 'It prints sizes, columns and labels, and the depth of each layer or a cycle in it.',
  examples: [
    { title: 'The newest version', command: 'disco scenario show plant' },
    {
      title: 'The first one, and whether a model can run on it',
      command: 'disco scenario show plant --version 1 --model dist/model.js#Plant',
    },
  ],
  exitCodes: EXIT_CODES,
};

export const LIST_FORM: CommandForm = {
  usage: '[options]',
  arguments: [],
  groups: [{ title: 'Options', flags: STORE_FLAG }, GENERAL_WITH_JSON],
};

export const LIST_SPEC: CommandSpec = {
  forms: [LIST_FORM],
  examples: [
    { title: 'The store of this folder', command: 'disco scenario list' },
    { title: 'A store in PostgreSQL', command: 'disco scenario list --store postgres://me@db/plants' },
  ],
  exitCodes: EXIT_CODES,
};

export const EXPORT_FORM: CommandForm = {
  usage: 'ID --to FOLDER [options]',
  arguments: [ID],
  groups: [
    {
      title: 'Options',
      flags: {
        to: { value: 'FOLDER', example: 'plant-2026', files: true, help: 'a folder that does not exist yet' },
        format: {
          value: 'FORMAT',
          example: 'csv',
          choices: FORMATS,
          help: 'format of the files: parquet, csv or jsonl (default: parquet)',
        },
        ...VERSION,
        ...STORE_FLAG,
      },
    },
    GENERAL,
  ],
};

export const EXPORT_SPEC: CommandSpec = {
  forms: [EXPORT_FORM],
  about: 'It writes one table for each node type and each layer, which can be imported again.',
  examples: [
    { title: 'As Parquet', command: 'disco scenario export plant --to plant-2026' },
    {
      title: 'An earlier version as CSV',
      command: 'disco scenario export plant --to plant-1 --version 1 --format csv',
    },
  ],
  exitCodes: EXIT_CODES,
};

export const REMOVE_FORM: CommandForm = {
  usage: 'ID [options]',
  arguments: [ID],
  groups: [
    {
      title: 'Options',
      flags: {
        version: { value: 'N', example: '2', help: 'only this version (default: all versions)' },
        ...STORE_FLAG,
      },
    },
    GENERAL,
  ],
};

export const REMOVE_SPEC: CommandSpec = {
  forms: [REMOVE_FORM],
  examples: [
    { title: 'One version', command: 'disco scenario remove plant --version 1' },
    { title: 'All versions', command: 'disco scenario remove plant' },
  ],
  exitCodes: EXIT_CODES,
};
