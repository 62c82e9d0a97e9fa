import { RandomStreams } from '@disco-engine/kernel';
import { distributions, entryAt } from '@disco-engine/sdk';
import type { StagePlan } from '../base-stock.js';
import { later } from '../later.js';
import { LotQueue } from '../lot-queue.js';
import { EXTERNAL } from '../order-book.js';
import { StageMeasures, type MeasuredStage } from '../stage-measures.js';
import { chainTables, type ChainTables } from './chain-tables.js';
import { EpochHeap } from './epoch-heap.js';
import { RowSet } from './row-set.js';

/**
 * The supply chain as one handwritten loop over stages and arcs, without engine, nodes or events: what the engine's
 * time is held against. It does the same sums in the same order, so its figures are those of `SupplyChain` to the last
 * bit.
 */
export class ChainLoop {
  /** Orders to suppliers and shipments to customers so far. */
  trades = 0;
  private day = 0;
  private readonly tables: ChainTables;
  /** Per arc, the units ordered on this day, and the sets delivered and not used yet. */
  private readonly ordered: Float64Array;
  private readonly sets: Float64Array;
  /** Per stage, its orders to itself that have not been started. */
  private readonly own: Float64Array;
  private readonly stock: Float64Array;
  private readonly inProcess: Float64Array;
  private readonly leadTime: Float64Array;
  private readonly serviceTime: Float64Array;
  private readonly tolerance: Float64Array;
  private readonly lots: readonly LotQueue[];
  private readonly lines: readonly LotQueue[];
  private readonly draws: readonly (distributions.Sampler | undefined)[];
  private readonly measures: StageMeasures;
  /** Per stage, when its next lot will be finished; the heap has older entries as well. */
  private readonly due: Float64Array;
  private readonly heap = new EpochHeap();
  private readonly ready: RowSet;

  /** @param plans as `planChain` returns them */
  constructor(plans: readonly StagePlan[], { seed, warmup }: { readonly seed: number; readonly warmup: number }) {
    this.tables = chainTables(plans);
    const stages = this.tables.plans;
    const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
    this.ordered = new Float64Array(this.tables.units.length);
    this.sets = new Float64Array(this.tables.units.length);
    this.own = new Float64Array(stages.length);
    this.stock = Float64Array.from(stages, ({ baseStock }) => baseStock);
    this.inProcess = new Float64Array(stages.length);
    this.leadTime = Float64Array.from(stages, ({ stage }) => stage.leadTime);
    this.serviceTime = Float64Array.from(stages, ({ stage }) => stage.serviceTime ?? 0);
    this.tolerance = Float64Array.from(stages, ({ mean }) => 1e-9 * mean);
    this.lots = stages.map(() => new LotQueue());
    this.lines = stages.map(() => new LotQueue());
    this.draws = stages.map(({ stage: { id, demand } }) =>
      demand === null ? undefined : distributions.normal(streams.open(`stage/${id}`, 'demand'), demand),
    );
    this.measures = new StageMeasures(stages.length, warmup);
    this.due = new Float64Array(stages.length).fill(Infinity);
    this.ready = new RowSet(stages.length);
  }

  /** Runs all days and hours before a horizon. */
  run(until: number): void {
    const { heap, ready, due } = this;
    for (;;) {
      const now = Math.min(this.day, heap.epoch);
      if (!(now < until)) return;
      if (now === this.day) this.takeOrders(this.day++);
      while (heap.epoch === now) {
        const row = heap.pop();
        if (due[row] === now) ready.add(row);
      }
      for (let row = ready.takeFirst(); row >= 0; row = ready.takeFirst()) this.makeAndShip(row, now);
    }
  }

  /** By stage key. */
  measured(until: number): ReadonlyMap<string, MeasuredStage> {
    const { measures, stock, inProcess, lines } = this;
    const at = (row: number): MeasuredStage =>
      measures.at(row, until, stock[row] ?? NaN, inProcess[row] ?? NaN, entryAt(lines, row));
    return new Map(this.tables.plans.map(({ stage }, row) => [stage.id, at(row)]));
  }

  /** From the market upstream: each stage passes on what it was asked for. */
  private takeOrders(now: number): void {
    const { starts, units, bySupplier, supplierStarts } = this.tables;
    const { ordered, own, due, serviceTime } = this;
    for (let row = own.length - 1; row >= 0; row--) {
      const draw = this.draws[row];
      const external = draw === undefined ? 0 : Math.max(0, draw.sample());
      const lines = entryAt(this.lines, row);
      let total = 0;
      for (let at = supplierStarts[row] ?? NaN; at < (supplierStarts[row + 1] ?? NaN); at++) {
        const arc = bySupplier[at] ?? NaN;
        const some = ordered[arc] ?? NaN;
        if (some === 0) continue;
        lines.push(some, now, arc);
        total += some;
        ordered[arc] = 0;
      }
      total += external;
      if (total === 0) continue;
      if (external > 0) lines.push(external, later(now, serviceTime[row] ?? NaN), EXTERNAL);
      own[row] = (own[row] ?? NaN) + total;
      due[row] = now;
      this.ready.add(row);
      for (let arc = starts[row] ?? NaN; arc < (starts[row + 1] ?? NaN); arc++) {
        ordered[arc] = total * (units[arc] ?? NaN);
        this.trades += 1;
      }
    }
  }

  private makeAndShip(row: number, now: number): void {
    const { own, sets, stock, inProcess, due } = this;
    const { starts } = this.tables;
    this.measures.advance(row, now, stock[row] ?? NaN, inProcess[row] ?? NaN);
    const [start, end] = [starts[row] ?? NaN, starts[row + 1] ?? NaN];
    let complete = own[row] ?? NaN;
    for (let arc = start; arc < end; arc++) complete = Math.min(complete, sets[arc] ?? NaN);
    const lots = entryAt(this.lots, row);
    if (complete > (this.tolerance[row] ?? NaN)) {
      own[row] = (own[row] ?? NaN) - complete;
      for (let arc = start; arc < end; arc++) sets[arc] = (sets[arc] ?? NaN) - complete;
      lots.push(complete, later(now, this.leadTime[row] ?? NaN), 0);
      inProcess[row] = (inProcess[row] ?? NaN) + complete;
    }
    let finished = 0;
    while (lots.size > 0 && lots.epoch(0) <= now) {
      finished += lots.amount(0);
      lots.dropFirst();
    }
    inProcess[row] = (inProcess[row] ?? NaN) - finished;
    stock[row] = (stock[row] ?? NaN) + finished;
    const next = lots.size > 0 ? lots.epoch(0) : Infinity;
    if (next < Infinity) this.heap.push(next, row);
    due[row] = next;
    this.ship(row, now);
  }

  private ship(row: number, now: number): void {
    const { stock, sets, due, ready, measures } = this;
    const { customers, units } = this.tables;
    const lines = entryAt(this.lines, row);
    const tolerance = this.tolerance[row] ?? NaN;
    while (lines.size > 0) {
      const wanted = lines.amount(0);
      const whole = (stock[row] ?? NaN) >= wanted - tolerance;
      if (!whole && (stock[row] ?? NaN) <= tolerance) return;
      const amount = whole ? wanted : (stock[row] ?? NaN);
      const arc = lines.owner(0);
      measures.shipped(row, now, amount, lines.epoch(0));
      if (arc !== EXTERNAL) {
        const customer = customers[arc] ?? NaN;
        sets[arc] = (sets[arc] ?? NaN) + amount / (units[arc] ?? NaN);
        due[customer] = now;
        ready.add(customer);
        this.trades += 1;
      }
      stock[row] = (stock[row] ?? NaN) - amount;
      if (whole) lines.dropFirst();
      else lines.reduceFirst(amount);
    }
  }
}
