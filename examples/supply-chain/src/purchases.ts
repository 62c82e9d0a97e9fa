import type { NodeContext, Successors } from '@disco-engine/sdk';
import type { ArcBundles } from './arc-bundles.js';
import { QuantityList, type Quantities } from './quantities.js';
import { order, supply } from './simprocs.js';

/** What the stages of a node order, of themselves and of their suppliers, gathered over a day and sent with one event to each node. */
export class Purchases {
  /** What each stage is to make, by row. */
  private readonly own = new QuantityList();
  /** Per arc, units. */
  private readonly units: Float64Array;
  private readonly itself: Successors<Quantities>;
  private readonly successors: Successors<Float64Array>;
  /** Per bundle, the number of its node among the successors. */
  private readonly nodes: readonly number[];

  /** @param suppliers the weight of an arc is the units that a unit of the stage takes */
  constructor(
    context: NodeContext,
    private readonly suppliers: ArcBundles,
  ) {
    this.units = new Float64Array(suppliers.arcs.vertices.length);
    this.itself = context.self(supply);
    this.successors = context.successors(order);
    this.nodes = suppliers.all.map(({ node }) => this.successors.indexOf(node));
  }

  /** Orders that a stage makes so many units, and what that takes of all its suppliers; once a day. */
  order(row: number, amount: number): void {
    const { starts, weights } = this.suppliers.arcs;
    this.own.push(row, amount);
    for (let arc = starts[row] ?? NaN; arc < (starts[row + 1] ?? NaN); arc++)
      this.units[arc] = amount * (weights[arc] ?? NaN);
  }

  send(): void {
    if (this.own.size === 0) return;
    this.itself.send(0, this.own.take());
    const { all } = this.suppliers;
    for (const [bundle, { arcs }] of all.entries()) {
      const units = new Float64Array(arcs.length);
      let ordered = false;
      for (let place = 0; place < arcs.length; place++) {
        const some = this.units[arcs[place] ?? NaN] ?? NaN;
        units[place] = some;
        ordered ||= some > 0;
      }
      if (ordered) this.successors.send(this.nodes[bundle] ?? NaN, units);
    }
    this.units.fill(0);
  }
}
