import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL } from '../flags/general-flags.js';

export const RESULTS_FORM: CommandForm = {
  usage: 'FOLDER [OTHER] [options]',
  arguments: [
    { name: 'FOLDER', files: true, help: "a results folder of 'disco run', finished or still running" },
    { name: 'OTHER', files: true, isOptional: true, help: 'another one, to print its differences from the first' },
  ],
  groups: [
    {
      title: 'Options',
      flags: {
        response: {
          value: 'NAME',
          example: 'shop/*/wait',
          repeats: true,
          help:
            "only this response: one that the experiment declares, NODE/NAME or 'NODE/NAME: STATE'; * matches any text; may be " +
            'repeated (default: all; in the table, those that are declared, if any)',
        },
        'by-case': {
          help: 'a table with a row for each case, and a column for each parameter and response; also as CSV or Parquet',
        },
        csv: {
          help: 'one long table as CSV: a row for each case, replication and response, a column for each parameter',
        },
        json: { help: 'means, intervals and values of each case as one JSON object' },
        parquet: {
          value: 'FILE',
          example: 'results.parquet',
          files: true,
          help: 'the table of --csv as a Parquet file',
        },
        out: {
          value: 'FILE',
          example: 'results.csv',
          files: true,
          help: 'file for CSV or JSON; a name that ends in .csv, .json or .parquet chooses the format',
        },
      },
    },
    GENERAL,
  ],
};

export const RESULTS_SPEC: CommandSpec = {
  forms: [RESULTS_FORM],
  about:
    'The table gives each mean with half the width of its 95 % interval (±), and the number of replications, or of antithetic ' +
    'pairs, behind it (n). With two folders, it gives the differences of their common responses, in the cases with the same ' +
    'values of the parameters in which cases differ.',
  examples: [
    { title: 'The table', command: 'disco results results' },
    { title: 'A row for each case, as CSV', command: 'disco results results --by-case --out cases.csv' },
    { title: 'What a change made of the results', command: 'disco results before results' },
    { title: 'All values, for a notebook', command: 'disco results results --parquet results.parquet' },
  ],
  exitCodes: EXIT_CODES,
};
