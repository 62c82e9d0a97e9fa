import type { ArcBundle, ArcBundles } from './arc-bundles.js';
import type { Quantities } from './quantities.js';
import type { WakeTimes } from './wake-times.js';

/**
 * The components that the stages of a node need to start a unit, counted in sets: 1 is what one unit takes. Component 0 of a
 * stage is its own orders to itself; the others come from its suppliers, in their order. All of them are in one array, stage by
 * stage.
 */
export class ComponentStock {
  /** May be slightly negative because of rounding. */
  readonly sets: Float64Array;
  /** Per stage, its first component; the last entry is the end. */
  readonly starts: Int32Array;

  /**
   * @param suppliers the weight of an arc is the number of units in a set
   * @param times notified which stages received something
   */
  constructor(
    private readonly suppliers: ArcBundles,
    private readonly times: WakeTimes,
  ) {
    // Each preceding stage adds its component 0 to its arcs.
    this.starts = suppliers.arcs.starts.map((start, row) => start + row);
    this.sets = new Float64Array(this.starts[this.starts.length - 1] ?? NaN);
  }

  /** @param node of the suppliers, for a delivery, or this node, for what the stages order from themselves */
  receive(node: string, quantities: Quantities, now: number): void {
    const bundle = this.suppliers.with(node);
    if (bundle === undefined) this.receiveOwn(quantities, now);
    else this.receiveDelivery(bundle, quantities, now);
  }

  /**
   * Removes all complete sets of a stage, one of every component each. @returns their number
   *
   * @param tolerance units below which an amount counts as none
   */
  takeComplete(row: number, tolerance: number): number {
    const { sets } = this;
    const [start, end] = [this.starts[row] ?? NaN, this.starts[row + 1] ?? NaN];
    let complete = sets[start] ?? NaN;
    for (let i = start + 1; i < end; i++) complete = Math.min(complete, sets[i] ?? NaN);
    if (complete <= tolerance) return 0;
    for (let i = start; i < end; i++) sets[i] = (sets[i] ?? NaN) - complete;
    return complete;
  }

  private receiveOwn({ of: rows, units }: Quantities, now: number): void {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? NaN;
      const first = this.starts[row] ?? NaN;
      this.sets[first] = (this.sets[first] ?? NaN) + (units[i] ?? NaN);
      this.times.set(row, now);
    }
  }

  private receiveDelivery({ arcs }: ArcBundle, { of: places, units }: Quantities, now: number): void {
    const { rows, weights } = this.suppliers.arcs;
    for (let i = 0; i < places.length; i++) {
      const arc = arcs[places[i] ?? NaN] ?? NaN;
      const row = rows[arc] ?? NaN;
      this.sets[arc + row + 1] = (this.sets[arc + row + 1] ?? NaN) + (units[i] ?? NaN) / (weights[arc] ?? NaN);
      this.times.set(row, now);
    }
  }
}
