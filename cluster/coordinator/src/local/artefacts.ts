import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artefactDamaged, artefactUnknown, checkSize } from '../contract/refusals.js';

/** Artefacts by their hashes, in memory or as files of a folder. */
export class Artefacts {
  readonly #kept = new Map<string, { readonly bytes: Uint8Array | undefined; readonly since: number }>();

  constructor(private readonly folder: string | undefined) {}

  has(hash: string): boolean {
    return this.#kept.has(hash);
  }

  async put(bytes: Uint8Array, now: number): Promise<string> {
    checkSize(bytes);
    const hash = hashOf(bytes);
    const known = this.#kept.get(hash);
    if (known !== undefined) {
      this.#kept.set(hash, { ...known, since: now });
      return hash;
    }
    if (this.folder !== undefined) await this.#write(this.folder, hash, bytes);
    this.#kept.set(hash, { bytes: this.folder === undefined ? bytes.slice() : undefined, since: now });
    return hash;
  }

  async get(hash: string): Promise<Uint8Array> {
    const kept = this.#kept.get(hash);
    if (kept === undefined) throw artefactUnknown(hash);
    if (this.folder === undefined) return kept.bytes?.slice() ?? new Uint8Array();
    const bytes = await readFile(join(this.folder, hash));
    const found = hashOf(bytes);
    if (found !== hash) throw artefactDamaged(hash, found);
    return bytes;
  }

  /** Removes what nothing refers to and was stored before a moment. @returns their number */
  async collect(used: ReadonlySet<string>, before: number): Promise<number> {
    const gone = [...this.#kept].filter(([hash, { since }]) => since <= before && !used.has(hash));
    for (const [hash] of gone) {
      this.#kept.delete(hash);
      if (this.folder !== undefined) await rm(join(this.folder, hash), { force: true });
    }
    return gone.length;
  }

  /** Never leaves half a file under its name. */
  async #write(folder: string, hash: string, bytes: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true });
    const partial = join(folder, `.partial-${hash}-${randomUUID()}`);
    await writeFile(partial, bytes);
    await rename(partial, join(folder, hash));
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
