import type { ScenarioStore } from '@disco-engine/data';
import type { FlagTable } from './flag-spec.js';
import type { Flags } from './flags.js';

const USUAL = 'disco.duckdb';

export const STORE_FLAG = {
  store: {
    value: 'STORE',
    example: USUAL,
    files: true,
    help: `where scenarios are stored: a file, or postgres://USER@HOST/DATABASE (default: $DISCO_STORE, or else ${USUAL} in this folder)`,
  },
} as const satisfies FlagTable;

/** The store that a command line asks for. */
export function storeOf(flags: Flags): string {
  const { DISCO_STORE: usual = USUAL } = process.env;
  return flags.text('store') ?? usual;
}

/**
 * Opens a store, passes it to an action, and closes it.
 *
 * @param options.make whether to create a store that does not exist: only where something is to be saved
 */
export async function withStore<Result>(
  location: string,
  action: (store: ScenarioStore) => Promise<Result>,
  { make = false }: { readonly make?: boolean } = {},
): Promise<Result> {
  const { openStore } = await import('@disco-engine/data');
  const store = await openStore(location, { make });
  try {
    return await action(store);
  } finally {
    await store.close();
  }
}
