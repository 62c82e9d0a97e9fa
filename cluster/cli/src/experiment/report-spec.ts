import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL_WITH_JSON } from '../flags/general-flags.js';

export const REPORT_FORM: CommandForm = {
  usage: 'RESULTS [options]',
  arguments: [{ name: 'RESULTS', files: true, help: "a results folder of 'disco run', finished or still running" }],
  groups: [
    {
      title: 'Options',
      flags: {
        out: {
          value: 'FILE',
          example: 'report.html',
          files: true,
          help: 'where to write the report (default: report.html in the folder)',
        },
        open: { help: 'show it in the browser' },
        minimise: {
          value: 'RESPONSE',
          example: 'stage/Retail_0001/wait',
          help:
            'rank cases by the least mean of a response: one that the experiment declares, NODE/NAME or ' +
            "'NODE/NAME: STATE' (default: what 'precision' names, or the first response; readers can choose another)",
        },
        maximise: {
          value: 'RESPONSE',
          example: 'stage/Retail_0001/sales',
          help: 'rank cases by the greatest mean of a response instead',
        },
        channel: {
          value: 'NODE/NAME',
          example: 'stage/*/stock',
          repeats: true,
          help: 'draw what these nodes log under this name; * matches any text; may be repeated (default: the 50 channels that vary most)',
        },
        case: {
          value: 'N',
          example: '12',
          repeats: true,
          help: 'draw the curves of this case; up to eight times (default: the eight best)',
        },
      },
    },
    GENERAL_WITH_JSON,
  ],
  instead: {
    csv: "'disco results --csv' prints the figures as CSV",
    parquet: "'disco results --parquet' writes the figures as Parquet",
  },
};

export const REPORT_SPEC: CommandSpec = {
  forms: [REPORT_FORM],
  about: 'The report is one HTML file that needs nothing else: no server, and no network.',
  examples: [
    { title: 'Write a report, and show it', command: 'disco report results --open' },
    { title: 'Rank the cases by a response', command: 'disco report results --minimise cost' },
    {
      title: 'Draw the stock of every stage in two cases',
      command: "disco report results --channel 'stage/*/stock' --case 3 --case 17 --out stock.html",
    },
  ],
  exitCodes: EXIT_CODES,
};
