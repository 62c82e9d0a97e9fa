import { DiscoError, entryAt } from '@disco-engine/kernel';
import type { Column, ColumnType } from '@disco-engine/sdk';

/** A column of known length whose rows arrive in batches and in any order, each row once. */
export class ColumnSlots {
  readonly #values: Float64Array | Int32Array | BigInt64Array | Uint8Array;
  #missing: Uint8Array | undefined;
  readonly #codes = new Map<string, number>();

  /** @param type `value` is filled with texts, each a JSON document */
  constructor(
    readonly type: ColumnType,
    readonly rows: number,
  ) {
    this.#values = newValues(type, rows);
  }

  /**
   * Puts a batch into the column.
   *
   * @param batch of the column's type, or of type `text` for a column of type `value`
   * @param places the row of each value of the batch, or -1 to leave it out
   */
  put(batch: Column, places: Int32Array): void {
    if (batch.type === 'text') this.#putTexts(batch.codes, batch.texts, places);
    else if (batch.type === 'value' || batch.type !== this.type) this.#refuse(batch.type);
    else this.#putNumbers(batch.values, batch.missing, places);
  }

  /** The finished column, with each text once, in the order of the rows. */
  column(): Column {
    const { type, rows } = this;
    const values = this.#values;
    const kept = this.#missing?.includes(1) ? { missing: this.#missing } : {};
    if (type === 'float64' && values instanceof Float64Array) return { type, values, ...kept };
    if (type === 'int64' && values instanceof BigInt64Array) return { type, values, ...kept };
    if (type === 'boolean' && values instanceof Uint8Array) return { type, values, ...kept };
    if (!(values instanceof Int32Array)) return this.#refuse(type);
    if (type === 'int32') return { type, values, ...kept };
    const { codes, texts } = inOrderOfRows(values, [...this.#codes.keys()]);
    if (type === 'text') return { type, codes, texts };
    // Each row gets a separate object, so that a node that changes its object does not change that of another.
    return { type: 'value', values: Array.from({ length: rows }, (_, row) => parsed(texts[codes[row] ?? NaN])) };
  }

  #putNumbers(
    values: Float64Array | Int32Array | BigInt64Array | Uint8Array,
    missing: Uint8Array | undefined,
    places: Int32Array,
  ): void {
    const own = this.#values;
    if (own instanceof Float64Array && values instanceof Float64Array) copyTo(own, values, places);
    else if (own instanceof Int32Array && values instanceof Int32Array) copyTo(own, values, places);
    else if (own instanceof Uint8Array && values instanceof Uint8Array) copyTo(own, values, places);
    else if (own instanceof BigInt64Array && values instanceof BigInt64Array)
      values.forEach((value, at) => {
        const place = places[at] ?? NaN;
        if (place >= 0) own[place] = value;
      });
    if (missing !== undefined) copyTo((this.#missing ??= new Uint8Array(this.rows)), missing, places);
  }

  #putTexts(codes: Int32Array, texts: readonly string[], places: Int32Array): void {
    const own = this.#values;
    if (!(own instanceof Int32Array) || this.type === 'int32') return this.#refuse('text');
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at] ?? NaN;
      const place = places[at] ?? NaN;
      if (code >= 0 && place >= 0) own[place] = this.#codeOf(entryAt(texts, code));
    }
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#codes.size;
    this.#codes.set(text, code);
    return code;
  }

  #refuse(type: ColumnType): never {
    throw new DiscoError('SQL_TYPE_UNSUPPORTED', `a query returned a column of type ${type} instead of ${this.type}`);
  }
}

function newValues(type: ColumnType, rows: number): Float64Array | Int32Array | BigInt64Array | Uint8Array {
  if (type === 'float64') return new Float64Array(rows);
  if (type === 'int64') return new BigInt64Array(rows);
  if (type === 'boolean') return new Uint8Array(rows);
  return type === 'int32' ? new Int32Array(rows) : new Int32Array(rows).fill(-1);
}

function copyTo<Values extends Float64Array | Int32Array | Uint8Array>(
  target: Values,
  values: Values,
  places: Int32Array,
): void {
  for (let at = 0; at < values.length; at++) {
    const place = places[at] ?? NaN;
    if (place >= 0) target[place] = values[at] ?? NaN;
  }
}

/** Renumbers texts in the order of their first rows, and leaves out unused ones. */
function inOrderOfRows(
  codes: Int32Array,
  texts: readonly string[],
): { readonly codes: Int32Array; readonly texts: string[] } {
  const newCodes = new Int32Array(texts.length).fill(-1);
  const ordered: string[] = [];
  const renumbered = codes.map((code) => {
    if (code < 0) return -1;
    const known = newCodes[code] ?? NaN;
    if (known >= 0) return known;
    const added = ordered.push(entryAt(texts, code)) - 1;
    newCodes[code] = added;
    return added;
  });
  return { codes: renumbered, texts: ordered };
}

function parsed(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json);
}
