import type { CommandForm, CommandSpec, FlagTable } from '../flags/flag-spec.js';
import { EXIT_CODES_OF_RUNS, GENERAL } from '../flags/general-flags.js';
import { STORE_FLAG } from '../flags/store-flag.js';

/** Which replication to run, and with which code. */
export const REPLICATION_FLAGS = {
  experiment: {
    value: 'FILE[#EXPORT]',
    example: './dist/experiment.js',
    files: true,
    help: 'module to run; without it, the command only prints which module the results name',
  },
  case: { value: 'N', example: '2', help: 'number of the case (default: 0)' },
  replication: { value: 'N', example: '17', help: 'number of the replication (default: 0)' },
} as const satisfies FlagTable;

export const REPLAY_FORM: CommandForm = {
  usage: 'RESULTS --experiment FILE[#EXPORT] [options]',
  arguments: [{ name: 'RESULTS', files: true, help: "a results folder of 'disco run'" }],
  groups: [
    {
      title: 'Options',
      flags: {
        ...REPLICATION_FLAGS,
        until: {
          value: 'EPOCH',
          example: '120',
          help: 'how far to run (default: to the end, where digest and log are compared with the results)',
        },
        node: {
          value: 'NAME',
          example: 'stage/Retail_0001',
          help: 'print each activation of this node: its batch (<), what it sends (>) and its plain fields (=)',
        },
        trace: { help: 'print the activations of all nodes' },
        ...STORE_FLAG,
      },
    },
    GENERAL,
  ],
};

export const REPLAY_SPEC: CommandSpec = {
  forms: [REPLAY_FORM],
  examples: [
    {
      title: 'Check that a replication still gives the recorded digest',
      command: 'disco replay results --experiment dist/experiment.js --replication 17',
    },
    {
      title: 'Trace one node up to an epoch',
      command:
        'disco replay results --experiment dist/experiment.js --replication 17 --node stage/Retail_0001 --until 120',
    },
  ],
  exitCodes: { ...EXIT_CODES_OF_RUNS, 1: 'failed, or the digest differs' },
};
