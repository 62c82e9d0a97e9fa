const ALIGNMENT = 8;

type Numbers = Float64Array | Int32Array | Uint16Array | Uint8Array | BigInt64Array;

interface NumbersClass<List extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): List;
}

/** Reads what `ByteWriter` has written. Every length is checked before memory is taken for it. */
export class ByteReader {
  readonly #view: DataView;
  readonly #buffer: ArrayBuffer;
  #position = 0;

  /** @param bytes that nobody else uses: lists of numbers in the result are views of them */
  constructor(private readonly bytes: Uint8Array<ArrayBuffer>) {
    this.#buffer = bytes.buffer;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  count(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** A number of things that take at least a byte each. */
  manyOf(): number {
    const many = this.count();
    if (many > this.bytes.length - this.#position)
      throw new Error(`there are ${many} items, but too few bytes for them`);
    return many;
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  text(): string {
    const encoding = this.byte() === 1 ? 'utf8' : 'utf16le';
    const length = this.count();
    const from = this.#take(length);
    return Buffer.from(this.#buffer, this.bytes.byteOffset + from, length).toString(encoding);
  }

  texts(): string[] {
    const lengths = this.numbers(Int32Array);
    const all = this.text();
    let from = 0;
    const list = Array.from(lengths, (length) => all.slice(from, (from += length)));
    if (from !== all.length) throw new Error('the lengths of texts do not sum up to their characters');
    return list;
  }

  numbers<List extends Numbers>(kind: NumbersClass<List>): List {
    const many = this.count();
    while (this.#position % ALIGNMENT !== 0) this.byte();
    const from = this.#take(many * kind.BYTES_PER_ELEMENT);
    return new kind(this.#buffer, this.bytes.byteOffset + from, many);
  }

  /** @throws Error if something is left */
  end(): void {
    if (this.#position !== this.bytes.length) throw new Error(`${this.bytes.length - this.#position} bytes are left`);
  }

  #take(length: number): number {
    const from = this.#position;
    if (from + length > this.bytes.length) throw new Error(`it ends after ${this.bytes.length} bytes, within a part`);
    this.#position += length;
    return from;
  }
}
