import {
  DataLogger,
  distributions,
  Model,
  Node,
  NodeContext,
  Process,
  Processes,
  ScenarioBuilder,
  type Steps,
} from '@disco-engine/sdk';

/**
 * Of a store that orders up to `target` as soon as stock plus orders minus backlog falls to `reorder` or below. Time is in
 * days.
 */
export class Policy {
  reorder = 8;
  target = 24;
  /** Days from an order to its delivery. */
  leadTime = 2;
}

/** Demand sizes and their relative frequencies. */
export const sizes = { values: [1, 2, 3, 4], weights: [1, 2, 2, 1] };

/** Demand waits if there is no stock. */
@Node('store')
export class Store {
  private readonly stock = this.processes.container('stock', { level: this.policy.target });
  private readonly ordered = this.log.tally('ordered');
  private readonly gap = distributions.exponential(this.context.random('gap'), { mean: 0.5 });
  private readonly size = distributions.discrete(this.context.random('size'), sizes);

  constructor(
    private readonly processes: Processes,
    private readonly context: NodeContext,
    private readonly log: DataLogger,
    private readonly policy: Policy,
  ) {}

  @Process()
  *customers(): Steps {
    const { reorder, target } = this.policy;
    for (let position = target; ;) {
      yield* this.processes.hold(this.gap.sample());
      const size = this.size.sample();
      for (let piece = 0; piece < size; piece++) this.processes.start(this.piece());
      position -= size;
      if (position > reorder) continue;
      this.processes.start(this.order(target - position));
      position = target;
    }
  }

  /** One piece of a demand; it leaves the store as soon as it is available. */
  *piece(): Steps {
    yield* this.stock.get(1);
  }

  *order(quantity: number): Steps {
    this.ordered.record(quantity);
    yield* this.processes.hold(this.policy.leadTime);
    yield* this.stock.put(quantity);
  }
}

@Model({ name: 'inventory', simprocs: ['trade'], nodes: [Store], parameters: Policy })
export class Inventory {}

export const scenario = new ScenarioBuilder('one store').vertex('store', 'Ulm').build();
