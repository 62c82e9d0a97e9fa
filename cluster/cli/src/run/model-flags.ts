import type { FlagTable } from '../flags/flag-spec.js';
import { SETTINGS_FLAGS } from './run-settings-spec.js';

/** What a run with `--model` runs, wherever it does. */
export const MODEL_FLAGS = {
  model: {
    value: 'FILE#CLASS',
    example: 'dist/model.js#Shop',
    files: true,
    help: 'module of the model, and the class with @Model that it exports',
  },
  scenario: {
    value: 'ID|FILE#NAME',
    example: 'dist/town.js#town',
    files: true,
    help: 'a scenario in the store, or a module that exports a Scenario or a function that returns one',
  },
  version: { value: 'N', example: '2', help: 'version of the scenario in the store (default: the newest)' },
  until: { value: 'EPOCH', example: '365', help: 'horizon: run every activation before this epoch' },
  ...SETTINGS_FLAGS,
} as const satisfies FlagTable;

export const WARMUP_FLAG = {
  warmup: {
    value: 'EPOCH',
    example: '30',
    help: 'epoch from which on records count in the summaries (default: 0)',
  },
} as const satisfies FlagTable;

export const WINDOW_FLAG = {
  window: {
    value: 'N',
    example: '4096',
    help: 'maximum number of events in flight to a worker that the worker has not reached yet (default: 65536)',
  },
} as const satisfies FlagTable;
