import { entryAt, DataLogger, EventBatch, Node, NodeContext, NodeData, OnEvent } from '@disco-engine/sdk';
import { ArcBundles } from './arc-bundles.js';
import { ComponentStock } from './component-stock.js';
import { Deliveries } from './deliveries.js';
import { ExternalDemand } from './external-demand.js';
import { later } from './later.js';
import { EXTERNAL, OrderBook } from './order-book.js';
import { Purchases } from './purchases.js';
import type { Quantities } from './quantities.js';
import { baseStocks } from './safety-stock.js';
import { order, supply } from './simprocs.js';
import { STAGE_COLUMNS } from './stage-columns.js';
import { StageLog } from './stage-log.js';
import { StageMeasures, type MeasuredStage } from './stage-measures.js';
import { Study } from './study.js';
import { WakeTimes } from './wake-times.js';
import { WorkInProcess } from './work-in-process.js';

/** Amounts that differ by less than this share of a day's demand count as equal, to allow for rounding. */
const TOLERANCE = 1e-9;

/**
 * Stages of a supply chain under a base-stock policy: those of one echelon and product family. None of them needs another one
 * of the group. Each day goes down the order layer, then up the supply layer:
 *
 * - `order`: external demand is drawn. A stage immediately orders, from itself and from all its suppliers, what was ordered
 * from it.
 * - `supply`: arrivals go to stock, units that can be made are started, and units on hand are shipped.
 *
 * A unit is started when one set of its components is available, and enters stock after the lead time. Orders are served in
 * order of arrival, those of the same day by the customer's key and external ones last; an order may be served in parts.
 *
 * The data of the stages is in arrays with one entry per stage, its row; the data of the arcs, in arrays with one entry per
 * arc. A row is only processed when there is something for it, so it behaves exactly as it would as its own node, to the last
 * bit.
 */
@Node('stage', { distinctBy: ['echelon', 'family'], columns: STAGE_COLUMNS })
export class StageGroup {
  /** Keys of the stages, ascending. */
  readonly keys: readonly string[];
  /** Finished units on hand. May be slightly negative because of rounding. */
  readonly stock: Float64Array;
  readonly orders: OrderBook;
  readonly components: ComponentStock;
  readonly inProcess: WorkInProcess;
  private readonly leadTime: Float64Array;
  private readonly serviceTime: Float64Array;
  private readonly tolerance: Float64Array;
  private readonly demand: ExternalDemand;
  private readonly purchases: Purchases;
  private readonly deliveries: Deliveries;
  private readonly times: WakeTimes;
  private readonly measures: StageMeasures;
  private readonly log: StageLog;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
    study: Study,
    logger: DataLogger,
  ) {
    const { vertices } = data;
    const { keys, size } = vertices;
    this.keys = keys;
    this.stock = baseStocks(vertices, study);
    this.leadTime = vertices.float64('leadTime');
    this.serviceTime = vertices.float64('serviceTime');
    this.tolerance = vertices.float64('dailyDemand').map((units) => TOLERANCE * units);
    this.demand = new ExternalDemand(context, vertices);
    this.measures = new StageMeasures(size, study.warmup);
    this.log = new StageLog(logger, vertices, this.stock);

    const suppliers = new ArcBundles(data, data.layer(order.name).outbound(), 'supplier');
    const customers = new ArcBundles(data, data.layer(supply.name).outbound(), 'customer');
    this.times = new WakeTimes(size);
    this.orders = new OrderBook(size, customers);
    this.purchases = new Purchases(context, suppliers);
    this.components = new ComponentStock(suppliers, this.times);
    this.inProcess = new WorkInProcess(size, this.times);
    this.deliveries = new Deliveries(context, customers);
  }

  @OnEvent(order, { selfRelations: [supply], timers: [] })
  takeOrders(batch: EventBatch<Float64Array>): void {
    const { context, orders, demand } = this;
    const today = context.epoch;
    for (let i = 0; i < batch.size; i++) orders.receive(batch.sender(i), batch.payload(i));
    for (let row = 0; row < this.keys.length; row++) {
      const external = demand.draw(row);
      const total = orders.enterReceived(row, today) + external;
      if (total === 0) continue;
      orders.enterExternal(row, external, later(today, this.serviceTime[row] ?? NaN));
      orders.owed[row] = (orders.owed[row] ?? NaN) + total;
      this.log.add(row, 0, total, 0);
      this.purchases.order(row, total);
    }
    this.purchases.send();
    if (demand.exists) context.wakeupAfter(1);
  }

  @OnEvent(supply, { timers: [] })
  makeAndShip(batch: EventBatch<Quantities>): void {
    const { context, components, inProcess, orders, stock, times } = this;
    const now = context.epoch;
    for (let i = 0; i < batch.size; i++) components.receive(batch.sender(i), batch.payload(i), now);
    for (let row = 0; row < this.keys.length; row++) {
      if (!times.isDue(row, now)) continue;
      const hadStock = stock[row] ?? NaN;
      const owed = orders.owed[row] ?? NaN;
      const making = inProcess.units[row] ?? NaN;
      this.measures.advance(row, now, hadStock, making);
      const sets = components.takeComplete(row, this.tolerance[row] ?? NaN);
      if (sets > 0) inProcess.start(row, sets, later(now, this.leadTime[row] ?? NaN));
      stock[row] = (stock[row] ?? NaN) + inProcess.takeFinished(row, now);
      this.ship(row, now);
      this.log.add(
        row,
        (stock[row] ?? NaN) - hadStock,
        (orders.owed[row] ?? NaN) - owed,
        (inProcess.units[row] ?? NaN) - making,
      );
    }
    this.log.record();
    this.deliveries.send();
    times.ask(context);
  }

  /** The figures of each stage at the horizon that the run has reached, by row. */
  measured(until: number): MeasuredStage[] {
    const { measures, stock, inProcess, orders } = this;
    return this.keys.map((_, row) =>
      measures.at(row, until, stock[row] ?? NaN, inProcess.units[row] ?? NaN, entryAt(orders.lines, row)),
    );
  }

  private ship(row: number, now: number): void {
    const { stock, orders } = this;
    const lines = entryAt(orders.lines, row);
    const tolerance = this.tolerance[row] ?? NaN;
    while (lines.size > 0) {
      const wanted = lines.amount(0);
      const whole = (stock[row] ?? NaN) >= wanted - tolerance;
      if (!whole && (stock[row] ?? NaN) <= tolerance) return;
      const amount = whole ? wanted : (stock[row] ?? NaN);
      const customer = lines.owner(0);
      this.measures.shipped(row, now, amount, lines.epoch(0));
      if (customer === EXTERNAL) this.log.shipped(row, amount, now - lines.epoch(0), whole);
      else this.deliveries.ship(customer, amount);
      stock[row] = (stock[row] ?? NaN) - amount;
      orders.owed[row] = (orders.owed[row] ?? NaN) - amount;
      if (whole) lines.dropFirst();
      else lines.reduceFirst(amount);
    }
  }
}
