import type { FlagTable } from '../flags/flag-spec.js';

export const DIGESTS = ['full', 'order', 'off'] as const;
export const PAYLOADS = ['strict', 'trusted'] as const;

/** The flags of `RunSettings`, one for each setting but the placement and the window. */
export const SETTINGS_FLAGS = {
  seed: { value: 'N', example: '7', help: 'master seed, a whole number (default: 0)' },
  replication: {
    value: 'N',
    example: '3',
    help: 'number of the replication; each draws different random numbers (default: 0)',
  },
  antithetic: { help: 'draw the complements of the random numbers of that replication' },
  parameters: {
    value: 'JSON|FILE',
    example: `'{"warmup": 30}'`,
    files: true,
    help: 'values for parameters of the model: a JSON object, or a .json file with one',
  },
  digest: {
    value: 'LEVEL',
    example: 'order',
    choices: DIGESTS,
    help: 'what the digest covers: full, order (no payloads) or off (default: full)',
  },
  payloads: {
    value: 'MODE',
    example: 'strict',
    choices: PAYLOADS,
    help: 'strict checks and freezes every payload when it is sent; trusted does not (default: trusted)',
  },
  'portable-math': {
    help:
      'let workers whose Math differs in the last bits share the run; for models that call none of the functions ' +
      "of JavaScript's Math that may differ",
  },
} as const satisfies FlagTable;
