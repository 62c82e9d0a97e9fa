import { entryAt } from '@disco-engine/sdk';
import type { NodeContext, Successors } from '@disco-engine/sdk';
import type { ArcBundles } from './arc-bundles.js';
import { QuantityList, type Quantities } from './quantities.js';
import { supply } from './simprocs.js';

/** Collects the shipments of a node's stages to their customers at one epoch, and sends them with one event per node. */
export class Deliveries {
  private readonly successors: Successors<Quantities>;
  /** Per bundle, units by position in it. */
  private readonly gathered: readonly QuantityList[];
  /** Per bundle, the index of its node among the successors. */
  private readonly nodes: readonly number[];
  /** Per arc, its bundle, and its position there. */
  private readonly bundleOf: Int32Array;
  private readonly placeOf: Int32Array;

  constructor(context: NodeContext, { arcs, all }: ArcBundles) {
    this.successors = context.successors(supply);
    this.gathered = all.map(() => new QuantityList());
    this.nodes = all.map(({ node }) => this.successors.indexOf(node));
    this.bundleOf = new Int32Array(arcs.vertices.length);
    this.placeOf = new Int32Array(arcs.vertices.length);
    all.forEach((bundle, number) =>
      bundle.arcs.forEach((arc, place) => {
        this.bundleOf[arc] = number;
        this.placeOf[arc] = place;
      }),
    );
  }

  ship(arc: number, units: number): void {
    entryAt(this.gathered, this.bundleOf[arc] ?? NaN).push(this.placeOf[arc] ?? NaN, units);
  }

  send(): void {
    for (const [bundle, quantities] of this.gathered.entries()) {
      if (quantities.size > 0) this.successors.send(this.nodes[bundle] ?? NaN, quantities.take());
    }
  }
}
