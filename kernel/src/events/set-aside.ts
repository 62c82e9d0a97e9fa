import type { Key } from '../order/key.js';
import type { EventPool } from './event-pool.js';

/** Entries whose ports may not be activated yet, because something that is still under way can reach them first. */
export class SetAside {
  private readonly ids: number[] = [];

  constructor(
    private readonly pool: EventPool,
    private readonly order: Int32Array,
  ) {}

  get size(): number {
    return this.ids.length;
  }

  add(id: number): void {
    this.ids.push(id);
  }

  /** Removes an entry, and returns whether it was here. */
  remove(id: number): boolean {
    const at = this.ids.indexOf(id);
    if (at < 0) return false;
    const last = this.ids.pop();
    if (last !== undefined && at < this.ids.length) this.ids[at] = last;
    return true;
  }

  /** Hands over the entries whose ports may be activated, and keeps the others. @param gates by port, as in `Gates` */
  release(gates: Float64Array, push: (epoch: number, id: number) => void): void {
    const { ids, pool } = this;
    let kept = 0;
    for (const id of ids) {
      const epoch = pool.epoch(id);
      if (epoch < gates[pool.target(id)]) push(epoch, id);
      else ids[kept++] = id;
    }
    ids.length = kept;
  }

  each(visit: (id: number) => void): void {
    for (const id of this.ids) visit(id);
  }

  /** Lowers a key to the least one here. */
  lower(key: Key): void {
    const { pool, order } = this;
    for (const id of this.ids) key.lower(pool.epoch(id), order[pool.target(id)]);
  }
}
