import { entryAt } from '@disco-engine/kernel';
import { type Column } from '@disco-engine/sdk';
import { isMissing, rowCount } from '@disco-engine/sdk/extensions';

/** Bytes of one chunk, unless a single row is larger. */
const CHUNK = 1 << 16;

/** The signature of the format, without flags or extension. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** Rows in the binary format of PostgreSQL's COPY. */
export function* copyBytes(columns: readonly Column[]): Iterable<Buffer> {
  yield HEADER;
  const rows = columns.length === 0 ? 0 : rowCount(entryAt(columns, 0));
  const chunk = new Chunk();
  for (let row = 0; row < rows; row++) {
    chunk.int16(columns.length);
    for (const column of columns) chunk.cell(column, row);
    if (chunk.length >= CHUNK) yield chunk.take();
  }
  chunk.int16(-1);
  yield chunk.take();
}

class Chunk {
  #bytes = Buffer.allocUnsafe(2 * CHUNK);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  int16(value: number): void {
    this.#require(2);
    this.#length = this.#bytes.writeInt16BE(value, this.#length);
  }

  cell(column: Column, row: number): void {
    this.#require(12);
    if (isMissing(column, row)) this.#size(-1);
    else if (column.type === 'text') this.#text(entryAt(column.texts, column.codes[row] ?? NaN));
    else if (column.type === 'value') this.#text(JSON.stringify(column.values[row]));
    else if (column.type === 'float64') {
      this.#size(8);
      this.#length = this.#bytes.writeDoubleBE(column.values[row] ?? NaN, this.#length);
    } else if (column.type === 'int64') {
      this.#size(8);
      this.#length = this.#bytes.writeBigInt64BE(entryAt(column.values, row), this.#length);
    } else if (column.type === 'int32') {
      this.#size(4);
      this.#length = this.#bytes.writeInt32BE(column.values[row] ?? NaN, this.#length);
    } else {
      this.#size(1);
      this.#length = this.#bytes.writeUInt8(column.values[row] ?? NaN, this.#length);
    }
  }

  /** The bytes so far, which now belong to the caller; further bytes go to a new buffer. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(2 * CHUNK);
    this.#length = 0;
    return bytes;
  }

  #text(text: string): void {
    const size = Buffer.byteLength(text);
    this.#require(4 + size);
    this.#size(size);
    this.#length += this.#bytes.write(text, this.#length);
  }

  #size(size: number): void {
    this.#length = this.#bytes.writeInt32BE(size, this.#length);
  }

  #require(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
