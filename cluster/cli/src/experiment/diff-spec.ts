import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { GENERAL } from '../flags/general-flags.js';
import { STORE_FLAG } from '../flags/store-flag.js';
import { REPLICATION_FLAGS } from './replay-spec.js';

export const DIFF_FORM: CommandForm = {
  usage: 'RESULTS OTHER --experiment FILE[#EXPORT] [options]',
  arguments: [
    { name: 'RESULTS', files: true, help: "a results folder of 'disco run'" },
    { name: 'OTHER', files: true, help: 'the one to compare it with' },
  ],
  groups: [
    {
      title: 'Options',
      flags: {
        ...REPLICATION_FLAGS,
        other: {
          value: 'FILE[#EXPORT]',
          example: './before/experiment.js',
          files: true,
          help: 'module of OTHER (default: that of --experiment)',
        },
        until: { value: 'EPOCH', example: '120', help: 'how far to run (default: to the end of the shorter one)' },
        ...STORE_FLAG,
      },
    },
    GENERAL,
  ],
};

export const DIFF_SPEC: CommandSpec = {
  forms: [DIFF_FORM],
  about: 'It runs one replication of each folder side by side, and stops at the first difference.',
  examples: [
    {
      title: 'The effect of a change to the code',
      command:
        'disco diff results before --experiment dist/experiment.js --other before/dist/experiment.js --replication 17',
    },
    {
      title: 'The effect of a change to the data, with the same code',
      command: 'disco diff results before --experiment dist/experiment.js --case 2',
    },
  ],
  exitCodes: { 0: 'no difference', 1: 'a difference, or failed', 2: 'invalid command line or input' },
};
