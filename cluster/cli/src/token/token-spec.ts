import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL } from '../flags/general-flags.js';

export const TOKEN_FORM: CommandForm = {
  usage: '[FILE]',
  arguments: [
    {
      name: 'FILE',
      isOptional: true,
      files: true,
      help: 'a new file for the token, which only you can read (mode 0600); without it, the token is printed',
    },
  ],
  groups: [GENERAL],
};

export const TOKEN_SPEC: CommandSpec = {
  forms: [TOKEN_FORM],
  about: 'A token has 256 random bits. An existing file is never replaced.',
  examples: [
    { title: 'A token for the workers of a team', command: 'disco token token.txt' },
    {
      title: 'A secret for Kubernetes',
      command: 'disco token | kubectl create secret generic disco --from-file=token=/dev/stdin',
    },
  ],
  notes: [
    {
      title: 'Use',
      text:
        "Copy the file to every machine over a protected channel, such as scp, and give it to 'disco worker' and 'disco run' with " +
        '--token-file. Whoever has it can run models on the workers. To replace it, make a new one and restart the workers.',
    },
  ],
  exitCodes: EXIT_CODES,
};
