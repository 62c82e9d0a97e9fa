import type { ArcBundle, ArcBundles } from './arc-bundles.js';
import type { Quantities } from './quantities.js';
import type { WakeTimes } from './wake-times.js';

/**
 * What the stages of a node need to start a unit, in sets: 1 is what one unit takes. Of each stage, component 0 are the orders of the
 * stage to itself; the others come from its suppliers, in their order. All of them stand in one array, stage by stage.
 */
export class ComponentStock {
  /** May lie below 0 by what doubles lose. */
  readonly sets: Float64Array;
  /** Per stage its first component, with the end of the last one. */
  readonly starts: Int32Array;

  /**
   * @param suppliers the weight of an arc is the units that a set has
   * @param times told which stages got something
   */
  constructor(
    private readonly suppliers: ArcBundles,
    private readonly times: WakeTimes,
  ) {
    // Each stage before adds its component 0 to those that have arcs.
    this.starts = suppliers.arcs.starts.map((start, row) => start + row);
    this.sets = new Float64Array(this.starts[this.starts.length - 1] ?? NaN);
  }

  /** @param node that of suppliers, for a delivery, or the own one, for what the stages order of themselves */
  receive(node: string, quantities: Quantities, now: number): void {
    const bundle = this.suppliers.with(node);
    if (bundle === undefined) this.receiveOwn(quantities, now);
    else this.receiveDelivery(bundle, quantities, now);
  }

  /**
   * Takes all complete sets of a stage out, one of every component each, and tells how many they were.
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
