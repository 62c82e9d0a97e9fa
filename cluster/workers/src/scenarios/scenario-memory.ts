/** The scenarios that were used last, up to a number of bytes. */
export class ScenarioMemory {
  /** By hash; the one used last comes last. */
  readonly #kept = new Map<string, Uint8Array>();
  #bytes = 0;

  /** @param mostBytes of all scenarios together */
  constructor(private readonly mostBytes: number) {}

  get(hash: string): Uint8Array | undefined {
    const found = this.#kept.get(hash);
    if (found === undefined) return undefined;
    this.#kept.delete(hash);
    this.#kept.set(hash, found);
    return found;
  }

  /** Stores a scenario, evicting the least recently used ones. One that is too large is not stored. */
  keep(hash: string, packed: Uint8Array): void {
    if (packed.length > this.mostBytes || this.#kept.has(hash)) return;
    this.#kept.set(hash, packed);
    this.#bytes += packed.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.mostBytes) return;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
  }
}
