import { distributions, Model, Node, NodeContext, OnEvent, RandomStream, simproc } from '@disco-engine/sdk';

const demand = simproc<never>('demand');

export class ReviewParameters {
  /** If a review finds this much or less, it orders up to `target`. */
  reorder = 0;
  target = 0;
  /** Per order. */
  fixed = 0;
  /** Cost per unit left at the end of a period; the next field, per unit that customers wait for. */
  holding = 0;
  penalty = 0;
  demandMean = 0;
  /** Deviation of normal demand; demand is Poisson if it is 0. */
  demandDeviation = 0;
}

/** A stock that is reviewed before each period. What it orders arrives at once; demand that it cannot meet waits. */
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
