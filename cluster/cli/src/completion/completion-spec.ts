import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { EXIT_CODES, GENERAL } from '../flags/general-flags.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const COMPLETION_FORM: CommandForm = {
  usage: 'bash|zsh|fish',
  arguments: [{ name: 'SHELL', choices: SHELLS, help: 'bash, zsh or fish' }],
  groups: [GENERAL],
};

export const COMPLETION_SPEC: CommandSpec = {
  forms: [COMPLETION_FORM],
  about:
    'It completes commands, flags, file names, and the values of flags that take one of a few. The script belongs to ' +
    'this version of disco; print it again after an update.',
  examples: [
    { title: 'Try it in this bash', command: 'disco completion bash > /tmp/disco.bash && . /tmp/disco.bash' },
    {
      title: 'Install it for bash',
      command: 'disco completion bash > ~/.local/share/bash-completion/completions/disco',
    },
    {
      title: 'Install it for zsh, in the first folder of its path',
      command: 'disco completion zsh > "${fpath[1]}/_disco"',
    },
    { title: 'Install it for fish', command: 'disco completion fish > ~/.config/fish/completions/disco.fish' },
  ],
  notes: [
    {
      title: 'Notes',
      text:
        'Open a new shell to use it. zsh needs `autoload -U compinit && compinit` in ~/.zshrc. Where disco is installed ' +
        "only in a project, `alias disco='npx disco'` makes it a command.",
    },
  ],
  exitCodes: EXIT_CODES,
};
