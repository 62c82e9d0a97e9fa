import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { DiscoError } from '@disco-engine/kernel';

/**
 * Writes a file so that it is there when it is whole: whoever is ended before leaves the one that was there, and of several that are
 * written at once, one is there, whole.
 *
 * @param what it is, for messages, such as `the report`
 * @param content all of it, or a part after the other
 *
 * @throws DiscoError `RESULTS_UNWRITABLE`
 */
export async function writeAside(out: string, what: string, content: Buffer | Iterable<string>): Promise<void> {
  try {
    const known = await stat(out).catch(() => undefined);
    // A pipe or a device has no place beside it.
    if (known !== undefined && !known.isFile()) return await writeFile(out, content);
    const target = known === undefined ? out : await realpath(out);
    const partial = `${target}.${randomUUID()}.partial`;
    try {
      const file = await open(partial, 'wx');
      try {
        await writeFile(file, content);
        // A power failure must not leave an empty file under the name.
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${what} cannot be written to ${out}: ${reason}`;
    throw new DiscoError('RESULTS_UNWRITABLE', message, { file: out }, { cause });
  }
}
