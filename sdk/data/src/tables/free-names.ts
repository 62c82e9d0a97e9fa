import { DiscoError } from '@disco-engine/kernel';

/** Column names of a table to write. DuckDB ignores their case. */
export class FreeNames {
  readonly #taken = new Set<string>();

  /** @throws DiscoError `SCENARIO_UNSTORABLE` if two names differ only in case, or if a name is empty */
  constructor(names: Iterable<string>) {
    for (const name of names) {
      const folded = name.toLowerCase();
      if (name === '' || this.#taken.has(folded))
        throw new DiscoError(
          'SCENARIO_UNSTORABLE',
          `column '${name}' cannot be written: its name is empty, or differs from another only in case`,
        );
      this.#taken.add(folded);
    }
  }

  /** A free name, made by appending underscores if necessary. */
  free(name: string): string {
    let free = name;
    while (this.#taken.has(free.toLowerCase())) free += '_';
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
