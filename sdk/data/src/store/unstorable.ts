import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { Column } from '@disco-engine/sdk';
import type { StoreDatabase } from './store-database.js';

const MOST_LISTED = 20;

// One half of a surrogate pair without the other.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Collects values that a database would not return unchanged. */
export class Unstorable {
  readonly #problems: Problem[] = [];
  #more = 0;

  constructor(private readonly database: StoreDatabase) {}

  /** @param what names the text, as in `the label` */
  text(text: string, what: string): void {
    const reason = this.#reason(text);
    if (reason !== undefined) this.#add(`${what} ${JSON.stringify(text)} ${reason}`);
  }

  texts(texts: readonly string[], what: string): void {
    for (const text of texts) this.text(text, what);
  }

  /** @param where names the column, as in `column 'size' of node type 'stage'` */
  column(column: Column, where: string): void {
    if (column.type === 'text') this.#textColumn(column.codes, column.texts, where);
    else if (column.type === 'value') this.#values(column.values, where);
  }

  /** @param of names the table, as in `of layer 'order'` */
  tooMany(columns: number, most: number, of: string): void {
    this.#add(`${columns} columns ${of}: PostgreSQL supports at most ${most}; remove some, or use a DuckDB file`);
  }

  /** @throws InvalidInputError `SCENARIO_UNSTORABLE` */
  throwIfAny(subject: string): void {
    if (this.#problems.length === 0) return;
    const more = this.#more === 0 ? [] : [unstorable(`${this.#more} more`)];
    throw new InvalidInputError('SCENARIO_UNSTORABLE', subject, [...this.#problems, ...more]);
  }

  #textColumn(codes: Int32Array, texts: readonly string[], where: string): void {
    const reasons = texts.map((text) => this.#reason(text));
    if (reasons.every((reason) => reason === undefined)) return;
    for (const [row, code] of codes.entries()) {
      const reason = reasons[code];
      if (reason !== undefined) this.#add(`${where}, row ${row}: ${JSON.stringify(texts[code])} ${reason}`);
    }
  }

  #values(values: readonly unknown[], where: string): void {
    for (const [row, value] of values.entries()) {
      if (value !== undefined && value !== null && !isJson(value))
        this.#add(`${where}, row ${row}: JSON does not preserve the value; store plain data instead`);
    }
  }

  #reason(text: string): string | undefined {
    if (LONE_SURROGATE.test(text))
      return 'contains half of a surrogate pair, which no database preserves; correct the text';
    if (this.database.keepsZeros || !text.includes('\0')) return undefined;
    return 'contains a zero character, which PostgreSQL cannot store; remove it, or use a DuckDB file';
  }

  #add(message: string): void {
    if (this.#problems.length < MOST_LISTED) this.#problems.push(unstorable(message));
    else this.#more += 1;
  }
}

function unstorable(message: string): Problem {
  return { code: 'SCENARIO_UNSTORABLE', message };
}

function isJson(value: unknown): boolean {
  try {
    const json: unknown = JSON.stringify(value);
    return typeof json === 'string' && isDeepStrictEqual(JSON.parse(json), value);
  } catch {
    return false;
  }
}
