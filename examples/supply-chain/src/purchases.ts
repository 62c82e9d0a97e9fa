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
    for (let arc = starts[row]; arc < starts[row + 1]; arc++) this.units[arc] = amount * weights[arc];
  }

  send(): void {
    if (this.own.size === 0) return;
    this.itself.send(0, this.own.take());
    const { all } = this.suppliers;
    for (let bundle = 0; bundle < all.length; bundle++) {
      const { arcs } = all[bundle];
      const units = new Float64Array(arcs.length);
      let ordered = false;
      for (let place = 0; place < arcs.length; place++) {
        units[place] = this.units[arcs[place]];
        ordered ||= units[place] > 0;
      }
      if (ordered) this.successors.send(this.nodes[bundle], units);
    }
    this.units.fill(0);
  }
}
