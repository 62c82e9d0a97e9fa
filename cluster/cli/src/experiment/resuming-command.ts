import type { Shard } from '@disco-engine/experiments';
import { flagsOf } from '../flags/flag-spec.js';
import type { Flags } from '../flags/flags.js';
import { EXPERIMENT_FORM } from '../run/run-spec.js';
import { programName, shellWord } from '../terminal/pasted.js';

/**
 * The command line that resumes what this one began, to be pasted: with the same options, except the one that starts again, and a URL that
 * may contain a password. It is printed, and so ends up in the logs of schedulers.
 */
export function resumingCommand(file: string, folder: string, flags: Flags, shard: Shard | undefined): string {
  const words = [file, '--results', folder];
  for (const [name, { value }] of Object.entries(flagsOf(EXPERIMENT_FORM))) {
    if (name === 'results' || name === 'fresh' || !flags.has(name)) continue;
    // Where the command is pasted, there is no environment of a scheduler.
    const text = name === 'shard' && shard ? `${shard.index}/${shard.count}` : (flags.text(name) ?? '');
    if (!isSecret(text)) words.push(`--${name}`, ...(value === undefined ? [] : [text]));
  }
  return `${programName()} run ${words.map(shellWord).join(' ')}`;
}

/** Whether a text is a URL with more than a name of a user, a host and a path. */
function isSecret(text: string): boolean {
  return text.includes('://') && !/^[a-z]+:\/\/(?:\w+@)?[\w.-]+(?::\d+)?(?:\/\w*)?$/.test(text);
}
