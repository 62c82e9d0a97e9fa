import { exportTables, type StoredVersion } from '@disco-engine/data';
import { isDiscoError, printable } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { storeOf, withStore } from '../flags/store-flag.js';
import { alignedLines, type AlignedColumn } from '../terminal/aligned.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { EXPORT_FORM, FORMATS, LIST_FORM, REMOVE_FORM } from './store-specs.js';

const COLUMNS: readonly AlignedColumn<StoredVersion>[] = [
  { title: 'scenario', align: 'left', cell: ({ id }) => id },
  { title: 'version', align: 'right', cell: ({ version }) => String(version) },
  { title: 'vertices', align: 'right', cell: ({ vertices }) => String(vertices) },
  { title: 'edges', align: 'right', cell: ({ edges }) => String(edges) },
  { title: 'saved', align: 'right', cell: ({ savedAt }) => savedAt },
];

/** `disco scenario list`. */
export async function listScenarios(argv: readonly string[]): Promise<string | readonly Line[]> {
  const flags = new Flags(argv, LIST_FORM);
  flags.throwIfAny();
  const versions = await versionsIn(storeOf(flags));
  if (flags.has('json')) return `${JSON.stringify(versions ?? [])}\n`;
  if (versions === undefined)
    return `there is no store ${printable(storeOf(flags))}; 'disco scenario import' creates one\n`;
  if (versions.length === 0) return 'the store has no scenarios\n';
  return alignedLines(COLUMNS, versions, widthOf(process.stdout));
}

/** Undefined if there is no store: a folder in which nothing has been stored yet is not an error. */
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
  const flags = new Flags(argv, REMOVE_FORM);
  const version = flags.number('version', 1, true);
  flags.throwIfAny();
  const id = flags.argument(0);
  await withStore(storeOf(flags), (store) => store.remove(id, { version }));
  return `removed '${printable(id)}', ${version === undefined ? 'all versions' : `version ${version}`}\n`;
}

/** `disco scenario export`. */
export async function exportScenario(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, EXPORT_FORM);
  const version = flags.number('version', 1, true);
  const folder = flags.required('to');
  const format = flags.choice('format', FORMATS) ?? 'parquet';
  flags.throwIfAny();
  await withStore(storeOf(flags), async (store) => {
    const scenario = await store.load(flags.argument(0), { version });
    await exportTables(scenario, { folder, format });
  });
  return `wrote ${folder}\n`;
}
