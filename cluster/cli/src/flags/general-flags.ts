import type { FlagGroup } from './flag-spec.js';

const HELP = {
  debug: { help: 'print the stack trace of an error' },
  help: { help: 'print this help' },
} as const;

/** The flags that every command has. */
export const GENERAL: FlagGroup = { title: 'General', flags: HELP };

/** The same for a command whose result programs can read. */
export const GENERAL_WITH_JSON: FlagGroup = {
  title: 'General',
  flags: { json: { help: 'print the result as one JSON object, and no progress' }, ...HELP },
};

/** What exit codes mean where a command has no other ones. */
export const EXIT_CODES = { 0: 'done', 1: 'failed', 2: 'invalid command line or input' } as const;
export const EXIT_CODES_OF_RUNS = { ...EXIT_CODES, 130: 'interrupted by Ctrl-C or SIGTERM' } as const;
