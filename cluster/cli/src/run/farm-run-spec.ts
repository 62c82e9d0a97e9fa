import { COORDINATOR_FLAG, PRIORITY_FLAG } from '../flags/coordinator-flag.js';
import type { CommandForm, FlagGroup } from '../flags/flag-spec.js';
import { GENERAL_WITH_JSON } from '../flags/general-flags.js';
import { placementFlag } from '../flags/placement-spec.js';
import { STORE_FLAG } from '../flags/store-flag.js';
import { MODEL_FLAGS, WARMUP_FLAG, WINDOW_FLAG } from './model-flags.js';

/** A run of a model on workers that `disco up` has started. */
const FARM_RUN: FlagGroup = {
  title: 'One run on a farm',
  flags: {
    ...MODEL_FLAGS,
    ...WARMUP_FLAG,
    workers: {
      value: 'N',
      example: '4',
      help:
        'number of workers that run it together, on any hosts (default: 1); it begins when so many are free, and begins again on those ' +
        'that are left when one is lost',
    },
    ...placementFlag('round-robin'),
    ...WINDOW_FLAG,
    ...COORDINATOR_FLAG,
    ...PRIORITY_FLAG,
  },
};

const INSTEAD: CommandForm['instead'] = {
  peers: "the workers are those that 'disco up' has started",
  listen: "give it to 'disco up'",
  transport: "the address of 'disco up --listen' says it",
  log: 'records stay on the hosts; only summaries are reported',
  recover: 'a run on a farm begins again by itself',
  'accept-code': 'workers of a farm must have the same code',
  watch: "open the page of 'disco up --watch'",
  metrics: "'disco up --metrics' has those of the farm",
};

const USAGE = '--model FILE#CLASS --scenario ID|FILE#NAME --until EPOCH';

/** `disco submit --model …`. */
export const SUBMIT_RUN_FORM: CommandForm = {
  usage: `${USAGE} [options]`,
  called: 'a run with --model',
  unexpected: 'an experiment and --model exclude each other',
  instead: INSTEAD,
  arguments: [],
  groups: [FARM_RUN, { title: 'Scenario store', flags: STORE_FLAG }, GENERAL_WITH_JSON],
};

/** `disco run --model … --coordinator URL`. */
export const FARM_MODEL_RUN_FORM: CommandForm = {
  ...SUBMIT_RUN_FORM,
  usage: `${USAGE} --coordinator URL [options]`,
};
