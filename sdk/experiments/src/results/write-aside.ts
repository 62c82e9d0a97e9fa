import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { DiscoError } from '@disco-engine/kernel';

/**
 * Writes a file atomically: an interrupted write leaves the existing file, and concurrent writes leave one complete file.
 *
 * @param what name of the file in messages, such as `the report`
 * @param content the whole content, or its parts in order
 *
 * @throws DiscoError `RESULTS_UNWRITABLE`
 */
export async function writeAside(out: string, what: string, content: Buffer | Iterable<string>): Promise<void> {
  try {
    const known = await stat(out).catch(() => undefined);
    // Pipes and devices are written directly.
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
