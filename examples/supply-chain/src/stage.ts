import { distributions, EventBatch, Node, NodeContext, NodeData, OnEvent, type Successors } from '@disco-engine/sdk';
import { later } from './later.js';
import { LotQueue } from './lot-queue.js';
import { order, supply } from './simprocs.js';
import { StageMeasures, type MeasuredStage } from './stage-measures.js';
import { Study } from './study.js';
import { Workshop } from './workshop.js';

/** Owner of order lines that external customers placed; stages are numbered from 0. */
const EXTERNAL = -1;

/** Amounts that differ by less than this share of a day's demand are taken to be equal: doubles lose that much. */
const TOLERANCE = 1e-9;

/**
 * A stage of a supply chain under a base-stock policy. Each day goes down the order layer, then up the supply layer:
 *
 * - `order`: external demand is drawn. The stage orders at once, from itself and from all its suppliers, what was asked for.
 * - `supply`: what came in is put to stock, what can be made is started, and what is on hand is shipped.
 *
 * A unit is started when one set of its components is there, and enters stock after the lead time. Orders are served in the
 * order in which they came, those of one day by the customer's name and external ones last; an order may be served in parts.
 */
@Node('stage')
export class Stage {
  /** Finished units on hand. May lie below 0 by what doubles lose. */
  stock: number;
  /** Units that customers asked for and did not get yet, due or not. */
  owed = 0;
  /** What customers wait for: units, when they are due, and the number of the customer. */
  readonly lines = new LotQueue();
  /** Its component 0 are the orders of the stage to itself, the others come from the suppliers in their order. */
  readonly workshop: Workshop;
  readonly measures: StageMeasures;
  private readonly customers: Successors<number>;
  private readonly suppliers: Successors<number>;
  private readonly itself: Successors<number>;
  /** Per supplier, the units of its item in one unit of this stage. */
  private readonly units: Float64Array;
  private readonly leadTime: number;
  private readonly serviceTime: number;
  private readonly drawDemand: (() => number) | undefined;
  private readonly tolerance: number;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
    study: Study,
  ) {
    this.stock = data.number('baseStock');
    this.leadTime = data.number('leadTime');
    this.serviceTime = data.number('serviceTime', 0);
    this.tolerance = TOLERANCE * data.number('dailyDemand');
    if (data.has('externalMean')) {
      const [mean, deviation] = [data.number('externalMean'), data.number('externalDeviation')];
      this.drawDemand = distributions.normal(context.random('demand'), mean, deviation);
    }
    this.customers = context.successors(supply);
    this.suppliers = context.successors(order);
    this.itself = context.self(supply);
    this.units = Float64Array.from(this.suppliers.names, (_, supplier) => this.suppliers.weight(supplier));
    this.workshop = new Workshop(1 + this.suppliers.size, this.tolerance);
    this.measures = new StageMeasures(study.warmup);
  }

  @OnEvent(order, { selfRelations: [supply] })
  takeOrders(orders: EventBatch<number>): void {
    const today = this.context.epoch;
    let total = 0;
    for (let i = 0; i < orders.size; i++) {
      const amount = orders.payload(i);
      this.lines.push(amount, today, this.customers.indexOf(orders.sender(i)));
      total += amount;
    }
    if (this.drawDemand !== undefined) {
      const amount = Math.max(0, this.drawDemand());
      if (amount > 0) this.lines.push(amount, later(today, this.serviceTime), EXTERNAL);
      total += amount;
      this.context.wakeup(today + 1);
    }
    if (total === 0) return;
    this.owed += total;
    this.itself.send(0, total);
    for (let i = 0; i < this.units.length; i++) this.suppliers.send(i, total * this.units[i]);
  }

  @OnEvent(supply)
  makeAndShip(deliveries: EventBatch<number>): void {
    const now = this.context.epoch;
    this.measures.advance(now, this.stock, this.workshop.inProcess);
    this.receive(deliveries);
    this.start(now);
    this.stock += this.workshop.takeFinished(now);
    this.ship(now);
  }

  /** The figures of this stage at the horizon that the run has reached. */
  measured(until: number): MeasuredStage {
    return this.measures.at(until, this.stock, this.workshop.inProcess, this.lines);
  }

  /** Share of the demand since the warm-up that left in time, 0 to 1; 1 where nothing was due. */
  get fillRate(): number {
    const { demanded, onTime } = this.measured(this.context.epoch);
    return demanded > 0 ? onTime / demanded : 1;
  }

  private receive(deliveries: EventBatch<number>): void {
    const { suppliers, units } = this;
    const { sets } = this.workshop;
    for (let i = 0; i < deliveries.size; i++) {
      const supplier = suppliers.indexOf(deliveries.sender(i));
      if (supplier < 0) sets[0] += deliveries.payload(i);
      else sets[supplier + 1] += deliveries.payload(i) / units[supplier];
    }
  }

  private start(now: number): void {
    const amount = this.workshop.takeCompleteSets();
    if (amount === 0) return;
    const ready = later(now, this.leadTime);
    this.workshop.start(amount, ready);
    if (ready > now) this.context.wakeup(ready);
  }

  private ship(now: number): void {
    const { lines, tolerance } = this;
    while (lines.size > 0) {
      const wanted = lines.amount(0);
      const whole = this.stock >= wanted - tolerance;
      if (!whole && this.stock <= tolerance) return;
      const amount = whole ? wanted : this.stock;
      const customer = lines.owner(0);
      this.measures.shipped(now, amount, lines.epoch(0));
      if (customer !== EXTERNAL) this.customers.send(customer, amount);
      this.stock -= amount;
      this.owed -= amount;
      if (whole) lines.dropFirst();
      else lines.reduceFirst(amount);
    }
  }
}
