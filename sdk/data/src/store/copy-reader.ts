import { DiscoError } from '@disco-engine/kernel';
import type { BatchVisitor } from '../duckdb/each-batch.js';
import type { Column, ColumnType } from '@disco-engine/sdk';

/** Maximum number of rows in one batch. */
const BATCH = 8192;

/** Bytes of the signature and flags, before the length of the extension. */
const SIGNATURE = 15;

/** Parses the binary output of PostgreSQL's COPY from chunks with arbitrary boundaries. */
export class CopyReader {
  #columns: CopiedColumn[];
  #rows = 0;
  #rest: Buffer = Buffer.alloc(0);
  #begun = false;

  constructor(
    private readonly types: readonly ColumnType[],
    private readonly visit: BatchVisitor,
  ) {
    this.#columns = this.#newColumns();
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let end = this.#end(bytes, at); end >= 0; end = this.#end(bytes, at)) {
      if (this.#begun) this.#row(bytes, at);
      this.#begun = true;
      at = end;
    }
    this.#rest = bytes.subarray(at);
  }

  /** Passes on the last batch. */
  end(): void {
    if (this.#rows > 0) this.#flush();
  }

  /** End of the header or row that begins at `at`, or -1 if it is not known yet. */
  #end(bytes: Buffer, at: number): number {
    if (!this.#begun) {
      if (bytes.length < SIGNATURE + 4) return -1;
      const header = SIGNATURE + 4 + bytes.readInt32BE(SIGNATURE);
      return header <= bytes.length ? header : -1;
    }
    if (at + 2 > bytes.length) return -1;
    const cells = bytes.readInt16BE(at);
    // Marks the end of the rows.
    if (cells === -1) return -1;
    if (cells !== this.types.length)
      throw new DiscoError('STORE_UNREADABLE', `a row has ${cells} cells instead of ${this.types.length}`);
    let end = at + 2;
    for (let cell = 0; cell < cells; cell++) {
      if (end + 4 > bytes.length) return -1;
      end += 4 + Math.max(0, bytes.readInt32BE(end));
    }
    return end <= bytes.length ? end : -1;
  }

  #row(bytes: Buffer, begin: number): void {
    let at = begin + 2;
    for (const column of this.#columns) {
      const size = bytes.readInt32BE(at);
      if (size >= 0) column.take(this.#rows, bytes, at + 4, size);
      else column.skip(this.#rows);
      at += 4 + Math.max(0, size);
    }
    this.#rows += 1;
    if (this.#rows === BATCH) this.#flush();
  }

  #flush(): void {
    const rows = this.#rows;
    this.visit(this.#columns.map((column) => column.column(rows)));
    this.#columns = this.#newColumns();
    this.#rows = 0;
  }

  #newColumns(): CopiedColumn[] {
    return this.types.map((type) => new CopiedColumn(type));
  }
}

class CopiedColumn {
  readonly #numbers: Float64Array | Int32Array | BigInt64Array | Uint8Array;
  readonly #texts: string[] = [];
  #missing: Uint8Array | undefined;

  constructor(private readonly type: ColumnType) {
    if (type === 'float64') this.#numbers = new Float64Array(BATCH);
    else if (type === 'int64') this.#numbers = new BigInt64Array(BATCH);
    else this.#numbers = type === 'boolean' ? new Uint8Array(BATCH) : new Int32Array(BATCH);
  }

  take(row: number, bytes: Buffer, at: number, size: number): void {
    const numbers = this.#numbers;
    if (numbers instanceof Float64Array) numbers[row] = bytes.readDoubleBE(at);
    else if (numbers instanceof BigInt64Array) numbers[row] = bytes.readBigInt64BE(at);
    else if (numbers instanceof Uint8Array) numbers[row] = bytes[at] ?? NaN;
    else if (this.type === 'int32') numbers[row] = bytes.readInt32BE(at);
    else numbers[row] = this.#texts.push(bytes.toString('utf8', at, at + size)) - 1;
  }

  skip(row: number): void {
    if (this.type === 'text') this.#numbers[row] = -1;
    else (this.#missing ??= new Uint8Array(BATCH))[row] = 1;
  }

  column(rows: number): Column {
    const numbers = this.#numbers.subarray(0, rows);
    const missing = this.#missing?.subarray(0, rows);
    if (numbers instanceof Float64Array) return { type: 'float64', values: numbers, missing };
    if (numbers instanceof BigInt64Array) return { type: 'int64', values: numbers, missing };
    if (numbers instanceof Uint8Array) return { type: 'boolean', values: numbers, missing };
    if (this.type === 'int32') return { type: 'int32', values: numbers, missing };
    return { type: 'text', codes: numbers, texts: this.#texts };
  }
}
