/** More different parameters than this, and the oldest are made again when they are asked for. */
const MOST = 1024;

/**
 * Keeps what was made for some parameters, so that the samplers of a thousand nodes with the same parameters share one table. What
 * is made depends on the parameters alone, so sharing is not seen in any value. (Where one is made, `@__PURE__` tells bundlers to
 * leave it out of a page that does not use it.)
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
