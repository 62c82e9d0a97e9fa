import { distributions, Model, Node, NodeContext, OnEvent, RandomStream, simproc } from '@disco-engine/sdk';

const demand = simproc<never>('demand');

export class ForecastParameters {
  /** Number of periods over which the forecast averages demand. */
  periods = 1;
  leadTime = 1;
}

/** Orders up to the demand that it forecasts for the lead time. Excess stock is returned. */
@Node('retailer')
export class Retailer {
  readonly demands: number[] = [];
  readonly orders: number[] = [];
  private target = 0;
  private readonly draw: distributions.Sampler;

  constructor(
    private readonly context: NodeContext,
    private readonly parameters: ForecastParameters,
    random: RandomStream,
  ) {
    this.draw = distributions.normal(random, { mean: 100, deviation: 10 });
  }

  @OnEvent(demand)
  sell(): void {
    this.context.wakeupAfter(1);
    const { periods, leadTime } = this.parameters;
    const sold = this.draw.sample();
    this.demands.push(sold);
    const recent = this.demands.slice(-periods);
    const target = (leadTime * recent.reduce((sum, units) => sum + units, 0)) / periods;
    this.orders.push(sold + target - this.target);
    this.target = target;
  }
}

@Model({ name: 'bullwhip', simprocs: [demand], nodes: [Retailer], parameters: ForecastParameters })
export class Bullwhip {}
