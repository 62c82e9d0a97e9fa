import type { EdgeRows, NodeData } from '@disco-engine/sdk';

/** Which end of an arc the stages at the other node are. */
export type TradePartner = 'customer' | 'supplier';

/**
 * All arcs between the stages of this node and those of another. The nodes at both ends have them in the same order, by customer and
 * then by supplier, so that an event can name an arc by its place in the bundle.
 */
export interface ArcBundle {
  /** Name of the other node. */
  readonly node: string;
  /** Arcs by their numbers in the `EdgeRows` of this node. */
  readonly arcs: Int32Array;
}

/** The arcs between the stages of a node and their suppliers, or their customers, by the node at the other end. */
export class ArcBundles {
  /** In the order of the nodes' names. */
  readonly all: readonly ArcBundle[];
  private readonly byNode: ReadonlyMap<string, ArcBundle>;

  /**
   * @param arcs the edges between the node's own stages and their partners
   * @param partner what the stages at the other end are
   * @throws Error for an arc between two stages of this node
   */
  constructor(
    data: NodeData,
    readonly arcs: EdgeRows,
    partner: TradePartner,
  ) {
    const { vertices } = arcs;
    const inside = data.vertices.rowsOf(vertices).find((row) => row >= 0);
    if (inside !== undefined)
      throw new Error(`its stage ${data.vertices.keys[inside]} trades with another one of the same node`);
    this.all = data.byNode(vertices).map(({ node, rows }) => {
      // Edges stand in the order of the own stages; where those are the suppliers, customers must come first.
      const inOrder =
        partner === 'supplier'
          ? rows
          : rows.slice().sort((a, b) => (vertices[a] ?? NaN) - (vertices[b] ?? NaN) || a - b);
      return { node, arcs: inOrder };
    });
    this.byNode = new Map(this.all.map((bundle) => [bundle.node, bundle]));
  }

  /** The bundle that joins this node with another one, if there is any. */
  with(node: string): ArcBundle | undefined {
    return this.byNode.get(node);
  }
}
