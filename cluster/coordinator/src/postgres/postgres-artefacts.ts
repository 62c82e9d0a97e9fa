import { createHash } from 'node:crypto';
import { artefactDamaged, artefactUnknown, checkSize } from '../contract/refusals.js';
import type { Calls } from './calls.js';
import { ANSWER_WITHIN } from './connect.js';
import { bytesIn, numberIn, textIn } from './row-values.js';

/** Bytes that are read at once: `pg` holds each part as a text of twice its size. */
const PART = 8 * 2 ** 20;

/** Milliseconds for storing or reading a large artefact over a slow network, and bytes that a millisecond suffices for. */
const WITHIN = 300_000;
const BYTES_PER_MILLISECOND = 30;

/** Artefacts in a table of the database. */
export class PostgresArtefacts {
  constructor(private readonly calls: Calls) {}

  async put(bytes: Uint8Array): Promise<string> {
    checkSize(bytes);
    // A view on the bytes: `pg` takes any other array for a list.
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const row = await this.calls.row('put($1)', [buffer], { within: timeFor(bytes.length) });
    return row === undefined ? '' : textIn(row, 'put');
  }

  async get(hash: string): Promise<Uint8Array> {
    const row = await this.calls.row('size_of($1)', [hash]);
    if (row === undefined || row['size_of'] === null) throw artefactUnknown(hash);
    const bytes = new Uint8Array(numberIn(row, 'size_of'));
    for (let from = 0; from < bytes.length; from += PART) {
      const within = timeFor(Math.min(PART, bytes.length - from));
      const part = await this.calls.row('part_of($1, $2, $3)', [hash, from + 1, PART], { within });
      if (part === undefined || part['part_of'] === null) throw artefactUnknown(hash);
      bytes.set(bytesIn(part, 'part_of'), from);
    }
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== hash) throw artefactDamaged(hash, found);
    return bytes;
  }
}

/** Milliseconds for an answer. Behind a silent cut, a small log must not wait as long as a large one may take. */
function timeFor(bytes: number): number {
  return Math.min(WITHIN, ANSWER_WITHIN + bytes / BYTES_PER_MILLISECOND);
}
