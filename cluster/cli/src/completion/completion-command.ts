import type { CommandEntry } from '../command-entry.js';
import { Flags } from '../flags/flags.js';
import { bashScript } from './bash-script.js';
import { completionOf } from './completed-command.js';
import { COMPLETION_FORM, SHELLS } from './completion-spec.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `disco completion`: a script for a shell. */
export async function completion(
  argv: readonly string[],
  commands: Readonly<Record<string, CommandEntry>>,
): Promise<string> {
  const flags = new Flags(argv, COMPLETION_FORM);
  flags.throwIfAny();
  const shell = SHELLS.find((one) => one === flags.argument(0)) ?? 'bash';
  return SCRIPTS[shell](await completionOf(commands));
}
