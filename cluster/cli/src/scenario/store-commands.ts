import { exportTables, type StoredVersion } from '@disco-engine/data';
import { isDiscoError, printable } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { STORE_FLAG, storeOf, withStore } from '../flags/store-flag.js';

/** `disco scenario list`. */
export async function listScenarios(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, { json: undefined, debug: undefined, ...STORE_FLAG });
  flags.throwIfAny();
  const versions = await versionsIn(storeOf(flags));
  if (flags.has('json')) return `${JSON.stringify(versions ?? [])}\n`;
  if (versions === undefined)
    return `there is no store ${printable(storeOf(flags))}; 'disco scenario import' makes one\n`;
  if (versions.length === 0) return `the store has no scenario\n`;
  return versions
    .map(({ id, version, vertices, edges, savedAt }) => {
      return `${printable(id)}, version ${version}: ${vertices} vertices, ${edges} edges, saved ${savedAt}\n`;
    })
    .join('');
}

/** Undefined where there is no store: a folder in which nothing has been stored yet is no error. */
async function versionsIn(store: string): Promise<StoredVersion[] | undefined> {
  try {
    return await withStore(store, (open) => open.list());
  } catch (error) {
    if (isDiscoError(error, 'STORE_MISSING')) return undefined;
    throw error;
  }
}

/** `disco scenario remove`. */
export async function removeScenario(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, { version: '2', debug: undefined, ...STORE_FLAG }, ['ID']);
  const version = flags.number('version', 1, true);
  flags.throwIfAny();
  const id = flags.argument(0);
  await withStore(storeOf(flags), (store) => store.remove(id, { version }));
  return `removed '${printable(id)}', ${version === undefined ? 'all versions' : `version ${version}`}\n`;
}

const FORMATS = ['parquet', 'csv', 'jsonl'] as const;

/** `disco scenario export`. */
export async function exportScenario(argv: readonly string[]): Promise<string> {
  const table = { version: '2', to: 'plant-2026', format: 'csv', debug: undefined, ...STORE_FLAG };
  const flags = new Flags(argv, table, ['ID']);
  const version = flags.number('version', 1, true);
  const folder = flags.required('to');
  const wanted = flags.text('format') ?? 'parquet';
  const format = FORMATS.find((known) => known === wanted);
  if (format === undefined) flags.refuse('VALUE_INVALID', `--format is '${wanted}'; there are: ${FORMATS.join(', ')}`);
  flags.throwIfAny();
  await withStore(storeOf(flags), async (store) => {
    const scenario = await store.load(flags.argument(0), { version });
    await exportTables(scenario, { folder, format: format ?? 'parquet' });
  });
  return `wrote ${folder}\n`;
}
