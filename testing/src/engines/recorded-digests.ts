import { readFile } from 'node:fs/promises';
import type { Recorded } from './suite.js';

/**
 * The digests of a committed file, by the names of cases.
 *
 * @param line what a line with a digest looks like, with the name and the digest in groups; other lines are left out
 * @throws Error where there is none, as nothing would be compared
 */
export async function recordedDigests(file: URL, line: RegExp): Promise<ReadonlyMap<string, Recorded>> {
  const digests = new Map<string, Recorded>();
  for (const text of (await readFile(file, 'utf8')).split('\n')) {
    const [, name, digest] = line.exec(text) ?? [];
    if (name !== undefined && digest !== undefined) digests.set(name, { digest });
  }
  if (digests.size === 0) throw new Error(`there is no digest in ${file.pathname}`);
  return digests;
}
