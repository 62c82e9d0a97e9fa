import type { ScenarioStore } from '@disco-engine/data';
import type { Flags } from './flags.js';

export const STORE_FLAG = { store: 'disco.duckdb' } as const;

export const STORE_USAGE = `  --store STORE         where scenarios are kept: a file, or postgres://USER@HOST/DATABASE
                        (default: the variable DISCO_STORE, or else disco.duckdb in this folder)
`;

/** Where the store is that a command line asks for. */
export function storeOf(flags: Flags): string {
  const { DISCO_STORE: usual = STORE_FLAG.store } = process.env;
  return flags.text('store') ?? usual;
}

/**
 * Calls an action with an open store, and closes it.
 *
 * @param options.make whether a store that is not there is made: only where something is to be saved
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
