/** With more distinct parameters than this, the oldest results are dropped and made again on demand. */
const MOST = 1024;

/**
 * Caches what was made for given parameters, so that the samplers of a thousand nodes with the same parameters share one table.
 * The result depends on the parameters alone, so sharing affects no value. (`@__PURE__` at the creation of a cache tells
 * bundlers to drop it from pages that do not use it.)
 */
export class SharedByParameters<Value> {
  readonly #made = new Map<string, Value>();

  of(parameters: readonly number[], make: () => Value): Value {
    const key = parameters.join(' ');
    let value = this.#made.get(key);
    if (value === undefined) {
      value = make();
      if (this.#made.size === MOST) for (const oldest of this.#made.keys()) if (this.#made.delete(oldest)) break;
      this.#made.set(key, value);
    }
    return value;
  }
}
