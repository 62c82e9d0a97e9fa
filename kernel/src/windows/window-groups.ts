import { EntryList } from '../events/entry-list.js';
import type { EventPool } from '../events/event-pool.js';

/** Bits of the digits by which groups are sorted: few for few entries, as each pass also walks all values of a digit. */
const LEAST_BITS = 4;
const MOST_BITS = 11;

/** The entries of the open window, sorted by group. */
export class WindowGroups {
  readonly entries = new EntryList();
  /** Per entry, its group, once they are sorted. */
  keys = new Int32Array(64);
  private otherKeys = new Int32Array(64);
  private otherIds = new Int32Array(64);
  private readonly counts = new Int32Array(1 << MOST_BITS);
  /** Bits of a group's number. */
  private readonly bits: number;

  /** @param groupOf per port, its group; groups are numbered from 0 */
  constructor(
    private readonly pool: EventPool,
    private readonly groupOf: Int32Array,
    groups: number,
  ) {
    this.bits = Math.max(1, 32 - Math.clz32(groups - 1));
  }

  /** Sorts the entries by group (radix sort, least digit first). */
  sort(): void {
    const { entries, pool, groupOf, bits } = this;
    const { count } = entries;
    if (this.keys.length < entries.ids.length) {
      this.keys = new Int32Array(entries.ids.length);
      this.otherKeys = new Int32Array(entries.ids.length);
      this.otherIds = new Int32Array(entries.ids.length);
    }
    const { ids } = entries;
    const { keys } = this;
    for (let at = 0; at < count; at++) {
      const port = pool.port(ids[at]);
      keys[at] = groupOf[port < 0 ? ~port : port];
    }
    const most = Math.min(MOST_BITS, Math.max(LEAST_BITS, 32 - Math.clz32(count)));
    const passes = Math.ceil(bits / most);
    const width = Math.ceil(bits / passes);
    for (let pass = 0; pass < passes; pass++) this.sortBy(pass * width, width, count);
  }

  private sortBy(shift: number, width: number, count: number): void {
    const { entries, keys, otherKeys, otherIds, counts } = this;
    const { ids } = entries;
    const values = 1 << width;
    const mask = values - 1;
    for (let value = 0; value < values; value++) counts[value] = 0;
    for (let at = 0; at < count; at++) counts[(keys[at] >>> shift) & mask] += 1;
    let place = 0;
    for (let value = 0; value < values; value++) {
      const next = place + counts[value];
      counts[value] = place;
      place = next;
    }
    for (let at = 0; at < count; at++) {
      const key = keys[at];
      const to = counts[(key >>> shift) & mask]++;
      otherKeys[to] = key;
      otherIds[to] = ids[at];
    }
    this.keys = otherKeys;
    this.otherKeys = keys;
    entries.ids = otherIds;
    this.otherIds = ids;
  }
}
