import { entryAt } from '@disco-engine/sdk';
import type { ArcBundles } from './arc-bundles.js';
import { LotQueue } from './lot-queue.js';

/** Owner of order lines from external customers; other lines are owned by arcs, numbered from 0. */
export const EXTERNAL = -1;

/** Orders that customers have placed with the stages of a node and not yet received. */
export class OrderBook {
  /** Per stage, the units owed, due or not. */
  readonly owed: Float64Array;
  /** Per stage, its order lines with units, due epoch and the customer's arc, in the order in which they are served. */
  readonly lines: readonly LotQueue[];
  /** Per stage, its first arc to a customer; the last entry is the end. */
  readonly firstArcs: Int32Array;
  /** Per arc, the units received today and not entered yet. */
  private readonly received: Float64Array;

  constructor(
    stages: number,
    private readonly customers: ArcBundles,
  ) {
    const { starts, vertices } = customers.arcs;
    this.owed = new Float64Array(stages);
    this.lines = Array.from({ length: stages }, () => new LotQueue());
    this.firstArcs = starts;
    this.received = new Float64Array(vertices.length);
  }

  /** @param units per arc of the bundle between the customers' node and this one */
  receive(node: string, units: Float64Array): void {
    const arcs = this.customers.with(node)?.arcs ?? NONE;
    for (let place = 0; place < arcs.length; place++) {
      const arc = arcs[place] ?? NaN;
      this.received[arc] = (this.received[arc] ?? NaN) + (units[place] ?? NaN);
    }
  }

  /** Enters the orders that a stage received today, by customer, due today. @returns their total in units */
  enterReceived(row: number, today: number): number {
    const { received, firstArcs } = this;
    const lines = entryAt(this.lines, row);
    let total = 0;
    for (let arc = firstArcs[row] ?? NaN; arc < (firstArcs[row + 1] ?? NaN); arc++) {
      const units = received[arc] ?? NaN;
      if (units === 0) continue;
      lines.push(units, today, arc);
      total += units;
      received[arc] = 0;
    }
    return total;
  }

  enterExternal(row: number, units: number, due: number): void {
    if (units > 0) entryAt(this.lines, row).push(units, due, EXTERNAL);
  }
}

const NONE = new Int32Array(0);
