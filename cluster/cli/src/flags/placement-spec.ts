import type { FlagTable } from './flag-spec.js';

export const PLACEMENT_FORMS = 'multilevel, round-robin, random:SEED, label:TYPE or FILE.json';

/** @param byDefault the placement of a command line without the flag */
export function placementFlag(byDefault: 'multilevel' | 'round-robin') {
  return {
    placement: {
      value: 'KIND',
      example: 'multilevel',
      choices: ['multilevel', 'round-robin', 'random:', 'label:'],
      isOpen: true,
      files: true,
      help:
        `how nodes are placed on workers (default: ${byDefault}): multilevel balances the work and keeps traffic between ` +
        "workers low; round-robin; random:SEED; label:TYPE; or a JSON file that 'disco partition --save' has written",
    },
  } as const satisfies FlagTable;
}
