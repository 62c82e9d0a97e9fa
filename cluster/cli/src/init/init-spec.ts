import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { STYLES } from './styles.js';

export const INIT_FORM: CommandForm = {
  usage: '[FOLDER] [options]',
  arguments: [
    {
      name: 'FOLDER',
      isOptional: true,
      files: true,
      help: 'a new folder, or an empty one (default: the current folder)',
    },
  ],
  groups: [
    {
      title: 'Options',
      flags: {
        name: { value: 'NAME', example: 'harbour', help: 'name of the npm package (default: the name of the folder)' },
        style: {
          value: 'STYLE',
          example: 'process',
          choices: STYLES,
          help:
            "how the model is written: 'handler' says what happens at each event (default), 'process' follows each guest " +
            'through time',
        },
      },
    },
    GENERAL_WITH_JSON,
  ],
};

export const INIT_SPEC: CommandSpec = {
  forms: [INIT_FORM],
  examples: [
    { title: 'A package in a new folder', command: 'disco init harbour' },
    { title: 'The same, with a model written as processes', command: 'disco init harbour --style process' },
    { title: 'A package in the current folder, under another name', command: 'disco init --name @port/harbour' },
  ],
  notes: [
    {
      title: 'What you get',
      entries: [
        ['src/model.ts', 'a coffee bar: two node types, parameters, a log and a scenario'],
        ['src/experiment.ts', "one barista or two; 'npm run experiment' runs it, 'npm run report' shows the results"],
        ['test/model.test.ts', 'a figure known from theory, and the digest'],
        ['README.md', 'what to change first'],
      ],
    },
    {
      title: 'The engine',
      text:
        'An installed disco creates a package that depends on the published engine of the same version. Run from a clone of the ' +
        "repository, it packs that clone's engine into 'engine', so that nothing has to be published.",
    },
    {
      title: 'Safety',
      text: 'No existing file is ever touched: a folder that has files is refused, and a failure leaves nothing behind.',
    },
  ],
  exitCodes: EXIT_CODES,
};
