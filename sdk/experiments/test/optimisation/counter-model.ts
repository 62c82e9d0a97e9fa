import {
  DataLogger,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  type RandomStream,
  simproc,
  type SampleRecorder,
} from '@disco-engine/sdk';
import { modelOf } from '../../../model/test/model-of.js';

const tick = simproc('tick');

export class Plan {
  mechanics = 2;
  /** In days. */
  repair = 0.4;
  rule = 'fifo';
  gap = 1;
  /** Number of mechanics with which it fails. */
  deadly = -1;
  names: readonly string[] = [];
}

/** Costs least with 3 mechanics, a repair of 0.3 and rule edd. */
@Node('shop')
class Shop {
  private readonly cost: SampleRecorder;
  private readonly noise: RandomStream;

  constructor(
    private readonly context: NodeContext,
    private readonly plan: Plan,
    log: DataLogger,
  ) {
    this.noise = context.random('noise');
    this.cost = log.tally('cost', { unit: '€' });
    log.tally('never');
  }

  @OnEvent(tick)
  go(): void {
    const { mechanics, repair, rule, deadly } = this.plan;
    if (mechanics === deadly) throw new TypeError('the shop is on fire');
    const noise = this.noise.uniform();
    this.cost.record((mechanics - 3) ** 2 + 100 * (repair - 0.3) ** 2 + (rule === 'edd' ? 0 : 1) + noise);
    this.context.wakeupAfter(this.plan.gap);
  }
}

export const Counter = modelOf({ simprocs: [tick], nodes: [Shop], parameters: Plan });

export const scenario = new ScenarioBuilder('Ulm').vertex('shop', 'Ulm').build();
