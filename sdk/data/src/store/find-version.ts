import { DiscoError } from '@disco-engine/kernel';
import { hasSchema } from './schema.js';
import type { StoreConnection, StoreDatabase } from './store-database.js';

/** A version of a scenario, and the number in the names of its tables. */
export interface FoundVersion {
  readonly number: number;
  readonly version: number;
}

const MOST_SHOWN = 10;

/**
 * The versions of a scenario, oldest first, or only the requested one.
 *
 * @throws DiscoError `SCENARIO_UNKNOWN`
 */
export async function findVersions(
  connection: StoreConnection,
  database: StoreDatabase,
  id: string,
  version: number | undefined,
): Promise<FoundVersion[]> {
  const rows = (await hasSchema(connection, database))
    ? await connection.rows('SELECT number, version FROM disco_scenarios WHERE id = $1 ORDER BY version', [id])
    : [];
  const versions = rows.map(([number, known]) => ({ number: Number(number), version: Number(known) }));
  const found = versions.filter((known) => version === undefined || known.version === version);
  if (found.length > 0) return found;
  const known =
    versions.length > 0 ? `its versions are: ${shownVersions(versions)}` : await knownIds(connection, database, id);
  const what = version === undefined ? `scenario '${id}'` : `version ${version} of scenario '${id}'`;
  throw new DiscoError('SCENARIO_UNKNOWN', `${database.shown} has no ${what}; ${known}`);
}

/** The error for a version that was removed after the scenario was loaded. */
export function removedVersion({ shown }: StoreDatabase, id: string, version: number): DiscoError {
  const message = `version ${version} of scenario '${id}' was removed from ${shown} after it was loaded; load another one`;
  return new DiscoError('SCENARIO_UNKNOWN', message);
}

function shownVersions(versions: readonly FoundVersion[]): string {
  const shown = versions.slice(-MOST_SHOWN).map(({ version }) => version);
  return `${versions.length > MOST_SHOWN ? '…, ' : ''}${shown.join(', ')}`;
}

async function knownIds(connection: StoreConnection, database: StoreDatabase, id: string): Promise<string> {
  if (!(await hasSchema(connection, database))) return 'it has no scenarios yet';
  const rows = await connection.rows('SELECT DISTINCT id FROM disco_scenarios');
  const ids = rows.map(([known]) => String(known)).sort();
  if (ids.length === 0) return 'it has no scenarios';
  // The sort is stable, so equally close ids stay in order.
  ids.sort((a, b) => sharedLength(b, id) - sharedLength(a, id));
  const more = ids.length > MOST_SHOWN ? ` and ${ids.length - MOST_SHOWN} more` : '';
  return `it has: ${ids
    .slice(0, MOST_SHOWN)
    .map((known) => `'${known}'`)
    .join(', ')}${more}`;
}

/** Length of the common prefix of two texts, ignoring case. */
function sharedLength(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
