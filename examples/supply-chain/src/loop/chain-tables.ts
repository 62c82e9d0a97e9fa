import { entryAt } from '@disco-engine/sdk';
import type { StagePlan } from '../base-stock.js';

/** The arcs of a chain in flat arrays, for a loop over stages and arcs. */
export interface ChainTables {
  /** The stages by row: those that are farthest from the market first. */
  readonly plans: readonly StagePlan[];
  /** Per stage, its first arc to a supplier; the last entry is the end. */
  readonly starts: Int32Array;
  /** Per arc: the row of its customer, and the units of the supplier's product in a unit of the customer's. */
  readonly customers: Int32Array;
  readonly units: Float64Array;
  /** The arcs in the order of their suppliers, those of one supplier by the customer's key; and where each begins. */
  readonly bySupplier: Int32Array;
  readonly supplierStarts: Int32Array;
}

/** @param plans as `planChain` returns them */
export function chainTables(plans: readonly StagePlan[]): ChainTables {
  const ordered = [...plans].sort((a, b) => b.echelon - a.echelon || compare(a.stage.id, b.stage.id));
  const rows = new Map(ordered.map(({ stage }, row) => [stage.id, row]));
  const arcs = ordered.flatMap(({ stage }, customer) =>
    [...stage.upstream]
      .sort((a, b) => compare(a.stage, b.stage))
      .map(({ stage: supplier, units }) => ({ customer, supplier: rows.get(supplier) ?? NaN, units })),
  );
  const key = (arc: number): string => entryAt(ordered, entryAt(arcs, arc).customer).stage.id;
  const bySupplier = Int32Array.from(arcs.keys()).sort(
    (a, b) => entryAt(arcs, a).supplier - entryAt(arcs, b).supplier || compare(key(a), key(b)),
  );
  return {
    plans: ordered,
    starts: starts(
      ordered.length,
      arcs.map(({ customer }) => customer),
    ),
    customers: Int32Array.from(arcs, ({ customer }) => customer),
    units: Float64Array.from(arcs, ({ units }) => units),
    bySupplier,
    supplierStarts: starts(
      ordered.length,
      arcs.map(({ supplier }) => supplier),
    ),
  };
}

/** For each row, how many arcs belong to rows before it; the last entry is the number of arcs. */
function starts(rows: number, rowOfArc: readonly number[]): Int32Array {
  const counts = new Int32Array(rows + 1);
  for (const row of rowOfArc) counts[row + 1] = (counts[row + 1] ?? NaN) + 1;
  for (let row = 0; row < rows; row++) counts[row + 1] = (counts[row + 1] ?? NaN) + (counts[row] ?? NaN);
  return counts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : +(a > b);
}
