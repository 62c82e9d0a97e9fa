import type { NodeContext, Successors } from '@disco-engine/sdk';
import type { ArcBundles } from './arc-bundles.js';
import { QuantityList, type Quantities } from './quantities.js';
import { order, supply } from './simprocs.js';

/**
 * Collects the orders of a node's stages, to themselves and to their suppliers, over a day, and sends them with one event per
 * node.
 */
export class Purchases {
  /** The amount that each stage is to make, by row. */
  private readonly own = new QuantityList();
  /** Per arc, units. */
  private readonly units: Float64Array;
  private readonly itself: Successors<Quantities>;
  private readonly successors: Successors<Float64Array>;
  /** Per bundle, the index of its node among the successors. */
  private readonly nodes: readonly number[];

  /** @param suppliers the weight of an arc is the number of units that one unit of the stage takes */
  constructor(
    context: NodeContext,
    private readonly suppliers: ArcBundles,
  ) {
    this.units = new Float64Array(suppliers.arcs.vertices.length);
    this.itself = context.self(supply);
    this.successors = context.successors(order);
    this.nodes = suppliers.all.map(({ node }) => this.successors.indexOf(node));
  }

  /** Orders an amount from the stage itself and the required components from all its suppliers; once a day. */
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
