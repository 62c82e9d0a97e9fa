import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { placementFlag } from '../flags/placement-spec.js';
import { STORE_FLAG } from '../flags/store-flag.js';

export const PARTITION_FORM: CommandForm = {
  usage: 'SCENARIO --workers N [options]',
  arguments: [
    {
      name: 'SCENARIO',
      files: true,
      help:
        "a scenario in the store; or a module that exports a scenario, a function that returns one, or an experiment of 'disco run', as " +
        'default or by a name, as in FILE#NAME',
    },
  ],
  groups: [
    {
      title: 'Options',
      flags: {
        workers: { value: 'N', example: '4', help: 'number of workers' },
        model: {
          value: 'FILE#CLASS',
          example: 'dist/model.js#Plant',
          files: true,
          help:
            'the model, which makes nodes from vertices and declares the delays; without it, and without that of an experiment, every ' +
            'vertex counts as a node, and a layer has a delay only if it has a cycle',
        },
        ...placementFlag('multilevel'),
        measure: {
          value: 'EPOCH',
          example: '30',
          help: 'run the model to this epoch first, four times, and weigh nodes by the time of their handlers and links by their events',
        },
        seed: { value: 'N', example: '7', help: 'master seed of that run (default: 0)' },
        explain: {
          help: 'print the balance, the links cut in each layer with its delay, and how many workers the graph can keep busy at best',
        },
        save: {
          value: 'FILE',
          example: 'placement.json',
          files: true,
          help: "write the worker of each node as JSON, for --placement of 'disco run'",
        },
        version: { value: 'N', example: '2', help: 'version of the scenario (default: the newest)' },
        ...STORE_FLAG,
      },
    },
    {
      title: 'For --placement multilevel',
      flags: {
        imbalance: {
          value: 'SHARE',
          example: '0.05',
          help:
            'how much more work than the mean a worker may have (default: 0.03); single nodes may be heavier and, with --measure, a ' +
            'placement that cuts less may have up to 3 / √n more than the mean for n activations a worker, which chance explains',
        },
        together: {
          value: 'TYPE',
          example: 'site',
          repeats: true,
          help: 'keep nodes that share a label of this type on one worker; may be repeated',
        },
      },
    },
    GENERAL_WITH_JSON,
  ],
};

export const PARTITION_SPEC: CommandSpec = {
  forms: [PARTITION_FORM],
  about: 'It runs nothing unless --measure asks for it.',
  examples: [
    {
      title: 'How four workers would share a scenario',
      command: 'disco partition plant --workers 4 --model dist/model.js#Plant --explain',
    },
    { title: 'The same for an experiment', command: 'disco partition experiment.ts#default --workers 4 --explain' },
    {
      title: "A placement from measured activity, for 'disco run'",
      command: 'disco partition plant --workers 4 --model dist/model.js#Plant --measure 30 --save placement.json',
    },
  ],
  exitCodes: EXIT_CODES,
};
