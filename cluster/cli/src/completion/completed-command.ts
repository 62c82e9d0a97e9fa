import { isFamily, type CommandEntry } from '../command-entry.js';
import { flagsOf, type ArgumentSpec, type CommandSpec, type FlagSpec } from '../flags/flag-spec.js';

/** What a shell completes in the command line of one command. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** The commands of a family; empty for a command of its own. */
  readonly commands: readonly CompletedCommand[];
  readonly flags: readonly CompletedFlag[];
  /** Values of its first argument. */
  readonly words: readonly string[];
  /** Whether its arguments are files. */
  readonly files: boolean;
}

export interface CompletedFlag {
  readonly name: string;
  readonly summary: string;
  /** What the help calls its value; undefined for a switch. */
  readonly value: string | undefined;
  readonly words: readonly string[];
  readonly files: boolean;
  readonly repeats: boolean;
}

/** Words that no shell takes apart or needs quotes for. */
const PLAIN_WORD = /^\w[\w:-]*$/;
/** Characters of a summary beside a flag. */
const MOST_CHARACTERS = 70;

/** Reads the table of commands for the scripts. */
export async function completionOf(commands: Readonly<Record<string, CommandEntry>>): Promise<CompletedCommand[]> {
  return Promise.all(
    Object.entries(commands).map(async ([name, entry]) => {
      const { summary } = entry;
      if (isFamily(entry))
        return { name, summary, commands: await completionOf(entry.commands), flags: [], words: [], files: false };
      return { name, summary, commands: [], ...partsOf(await entry.spec()) };
    }),
  );
}

function partsOf({ forms }: CommandSpec): Pick<CompletedCommand, 'flags' | 'words' | 'files'> {
  const places: readonly ArgumentSpec[] = forms.flatMap((form) => form.arguments);
  return {
    flags: Object.entries(flagsOf(...forms)).map(([name, spec]) => flagOf(name, spec)),
    words: places[0]?.choices ?? [],
    files: places.some(({ files }) => files === true),
  };
}

function flagOf(name: string, { value, choices = [], files, repeats, help }: FlagSpec): CompletedFlag {
  return {
    name,
    summary: shortened(help),
    value,
    words: choices.filter((word) => PLAIN_WORD.test(word)),
    files: files === true,
    repeats: repeats === true,
  };
}

/** The help up to where it goes into details. */
function shortened(help: string): string {
  const [first = ''] = help.split(/[;:(]|\. /, 1);
  const text = first.trim();
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
