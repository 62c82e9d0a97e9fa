import { MAX_PAYLOAD_DEPTH } from '@disco-engine/kernel';

/**
 * Checks, before msgpackr sees it, that a block from another worker contains only what ours would write: a list of the
 * right number of payloads, lengths that fit, and no extensions. Extensions are not only useless here: they create
 * errors, regular expressions and cycles, and definitions of records become code that is generated and run.
 *
 * @param tagged whether it consists of lists and bytes, or of lists and objects
 * @returns undefined if it is fine, otherwise what is wrong and at which byte
 */
export function scanBlock(
  block: Uint8Array,
  count: number,
  tagged: boolean,
  maxValues: number,
): BlockFault | undefined {
  return new BlockScan(block, tagged, maxValues).fault(count);
}

export interface BlockFault {
  /** Completes `at byte 5 …`. */
  readonly what: string;
  /** Offset in the block. */
  readonly at: number;
}

/** The list of payloads, and the list that a tag puts around a primitive value, are not levels of a payload. */
const MAX_DEPTH = MAX_PAYLOAD_DEPTH + 3;

class BlockScan {
  #position = 0;
  /** Items still to come in each open list or object; those of an object are its keys and values in turn. */
  readonly #open: number[] = [];
  readonly #isObject: boolean[] = [];

  constructor(
    private readonly block: Uint8Array,
    private readonly tagged: boolean,
    private values: number,
  ) {}

  fault(count: number): BlockFault | undefined {
    const { block } = this;
    for (;;) {
      const at = this.#position;
      if (at >= block.length) return { what: 'it ends too early', at };
      const what = this.#value(block[this.#position++] ?? NaN);
      if (what !== undefined) return { what, at };
      if (at === 0 && (this.#isObject[0] !== false || this.#open[0] !== count))
        return { what: `there is no list of ${count} payloads`, at };
      while (this.#open.at(-1) === 0) {
        this.#open.pop();
        this.#isObject.pop();
      }
      if (this.#open.length === 0) break;
    }
    return this.#position === block.length
      ? undefined
      : { what: 'there is something after the payloads', at: this.#position };
  }

  #value(token: number): string | undefined {
    if (--this.values < -1) return 'there is one value more than maxValues allows';
    const level = this.#open.length - 1;
    if (level >= 0) {
      const open = this.#open[level] ?? NaN;
      if (this.#isObject[level] && open % 2 === 0 && !isText(token)) return 'there is a key that is not a string';
      this.#open[level] = open - 1;
    }
    const kind = KINDS[token] ?? Kind.Foreign;
    if (kind <= Kind.Eight) return this.#skip(kind);
    return this.#sized(kind, token);
  }

  #sized(kind: Kind, token: number): string | undefined {
    const size = this.#size(kind, token);
    if (size < 0) return 'it ends inside a length';
    switch (kind & ~Kind.LengthMask) {
      case Kind.Text:
        return this.#skip(size);
      case Kind.Bytes:
        return this.tagged ? this.#skip(size) : 'there are bytes in a block that must not have any';
      case Kind.List:
        return this.#enter(size, false);
      case Kind.Object:
        return this.tagged ? 'there is an object in a block that must not have any' : this.#enter(2 * size, true);
      default:
        return `there is something that is not part of any payload (0x${token.toString(16)})`;
    }
  }

  /** @returns -1 if the block ends before that */
  #size(kind: Kind, token: number): number {
    const bytes = kind & Kind.LengthMask;
    if (bytes === 0) return kind === Kind.Text ? token & 0x1f : token & 0x0f;
    if (bytes > this.block.length - this.#position) return -1;
    let size = 0;
    for (let index = 0; index < bytes; index++) size = size * 256 + (this.block[this.#position++] ?? NaN);
    return size;
  }

  #skip(bytes: number): string | undefined {
    if (bytes > this.block.length - this.#position) return `${bytes} bytes are announced but missing`;
    this.#position += bytes;
    return undefined;
  }

  #enter(items: number, isObject: boolean): string | undefined {
    if (items > this.block.length - this.#position) return `${items} values are announced but missing`;
    if (this.#open.length >= MAX_DEPTH) return `it is nested more than ${MAX_PAYLOAD_DEPTH} levels deep`;
    this.#open.push(items);
    this.#isObject.push(isObject);
    return undefined;
  }
}

/**
 * The meaning of a first byte: up to `Eight`, the number of bytes that follow it; above that, a kind plus the number of
 * bytes of its length.
 */
const enum Kind {
  Eight = 8,
  LengthMask = 15,
  Text = 16,
  Bytes = 32,
  List = 48,
  Object = 64,
  Foreign = 80,
}

const KINDS = new Uint8Array(256).fill(Kind.Foreign);
KINDS.fill(0, 0x00, 0x80).fill(Kind.Object, 0x80, 0x90).fill(Kind.List, 0x90, 0xa0).fill(Kind.Text, 0xa0, 0xc0);
KINDS.fill(0, 0xe0);
const SINGLE: readonly (readonly [token: number, kind: number])[] = [
  [0xc0, 0],
  [0xc2, 0],
  [0xc3, 0],
  [0xc4, Kind.Bytes + 1],
  [0xc5, Kind.Bytes + 2],
  [0xc6, Kind.Bytes + 4],
  [0xcb, 8],
  [0xcc, 1],
  [0xcd, 2],
  [0xce, 4],
  [0xd0, 1],
  [0xd1, 2],
  [0xd2, 4],
  [0xd9, Kind.Text + 1],
  [0xda, Kind.Text + 2],
  [0xdb, Kind.Text + 4],
  [0xdc, Kind.List + 2],
  [0xdd, Kind.List + 4],
  [0xde, Kind.Object + 2],
  [0xdf, Kind.Object + 4],
];
for (const [token, kind] of SINGLE) KINDS[token] = kind;

function isText(token: number): boolean {
  return ((KINDS[token] ?? Kind.Foreign) & ~Kind.LengthMask) === Kind.Text;
}
