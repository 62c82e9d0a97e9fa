import { readFile } from 'node:fs/promises';
import type { Recorded } from './suite.js';

/**
 * The digests in a committed file, by names of cases.
 *
 * @param line matches a line with a digest, with the name and the digest in groups; other lines are skipped
 * @throws Error if there is none, since nothing would be compared
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
