import { distributions, Model, Node, NodeContext, OnEvent, RandomStream, simproc } from '@disco-engine/sdk';

const demand = simproc<never>('demand');

export class ReviewParameters {
  /** A review that finds this or less orders up to `target`. */
  reorder = 0;
  target = 0;
  /** Per order. */
  fixed = 0;
  /** Per unit that is left at the end of a period, and per unit that customers wait for. */
  holding = 0;
  penalty = 0;
  demandMean = 0;
  /** Of normal demand; demand is Poisson without it. */
  demandDeviation = 0;
}

/** A stock that is reviewed before each period. What it orders is there at once; demand that it cannot meet waits. */
@Node('stock')
export class ReviewedStock {
  private net: number;
  private periods = 0;
  private costs = 0;
  private readonly draw: distributions.Sampler;

  constructor(
    private readonly context: NodeContext,
    private readonly parameters: ReviewParameters,
    random: RandomStream,
  ) {
    const { demandMean: mean, demandDeviation: deviation } = parameters;
    this.net = parameters.target;
    this.draw =
      deviation > 0 ? distributions.normal(random, { mean, deviation }) : distributions.poisson(random, { mean });
  }

  restart(): void {
    this.periods = this.costs = 0;
  }

  @OnEvent(demand)
  serve(): void {
    this.context.wakeupAfter(1);
    const { reorder, target, fixed, holding, penalty } = this.parameters;
    if (this.net <= reorder) {
      this.net = target;
      this.costs += fixed;
    }
    this.net -= this.draw.sample();
    this.costs += this.net > 0 ? holding * this.net : -penalty * this.net;
    this.periods += 1;
  }

  /** Per period. */
  get averageCost(): number {
    return this.costs / this.periods;
  }
}

@Model({ name: 'review', simprocs: [demand], nodes: [ReviewedStock], parameters: ReviewParameters })
export class Review {}
