import { DiscoError } from '@disco-engine/kernel';

/** Names of the columns of a table that is written. DuckDB does not tell capitals from small letters. */
export class FreeNames {
  readonly #taken = new Set<string>();

  /** @throws DiscoError `SCENARIO_UNSTORABLE` where two names differ in capitals only */
  constructor(names: Iterable<string>) {
    for (const name of names) {
      const folded = name.toLowerCase();
      if (name === '' || this.#taken.has(folded))
        throw new DiscoError(
          'SCENARIO_UNSTORABLE',
          `column '${name}' cannot be written: it has no name, or differs from another in capitals only`,
        );
      this.#taken.add(folded);
    }
  }

  /** A name, with underscores behind it where it is taken. */
  free(name: string): string {
    let free = name;
    while (this.#taken.has(free.toLowerCase())) free += '_';
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
