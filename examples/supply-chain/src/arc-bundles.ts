import type { EdgeRows, NodeData } from '@disco-engine/sdk';

/** The role of the stages at the other end of an arc. */
export type TradePartner = 'customer' | 'supplier';

/**
 * All arcs between the stages of this node and those of another. Both nodes keep them in the same order, by customer and then
 * by supplier, so that an event can refer to an arc by its position in the bundle.
 */
export interface ArcBundle {
  /** Name of the other node. */
  readonly node: string;
  /** Indices of the arcs in the `EdgeRows` of this node. */
  readonly arcs: Int32Array;
}

/** The arcs between the stages of a node and their suppliers, or their customers, grouped by the node at the other end. */
export class ArcBundles {
  /** In the order of the nodes' names. */
  readonly all: readonly ArcBundle[];
  private readonly byNode: ReadonlyMap<string, ArcBundle>;

  /**
   * @param arcs the edges between the node's stages and their partners
   * @param partner role of the stages at the other end
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
      throw new Error(`its stage ${data.vertices.keys[inside]} trades with another stage of the same node`);
    this.all = data.byNode(vertices).map(({ node, rows }) => {
      // Edges are in the order of this node's stages; if those are the suppliers, sort by customer.
      const inOrder =
        partner === 'supplier'
          ? rows
          : rows.slice().sort((a, b) => (vertices[a] ?? NaN) - (vertices[b] ?? NaN) || a - b);
      return { node, arcs: inOrder };
    });
    this.byNode = new Map(this.all.map((bundle) => [bundle.node, bundle]));
  }

  /** The bundle of arcs to another node, if there is one. */
  with(node: string): ArcBundle | undefined {
    return this.byNode.get(node);
  }
}
