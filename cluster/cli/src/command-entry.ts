import type { CommandSpec } from './flags/flag-spec.js';
import type { Line } from './terminal/styled.js';

/** A command. Everything but its summary is loaded when it is called: the overview needs neither a database nor a chart. */
export interface Command {
  readonly summary: string;
  readonly spec: () => Promise<CommandSpec>;
  /** @returns the exit code, or what to print after success */
  readonly run: (argv: readonly string[]) => Promise<number | string | readonly Line[]>;
}

/** A command that has commands of its own. */
export interface CommandFamily {
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command>>;
}

export type CommandEntry = Command | CommandFamily;

export function isFamily(entry: CommandEntry): entry is CommandFamily {
  return 'commands' in entry;
}
