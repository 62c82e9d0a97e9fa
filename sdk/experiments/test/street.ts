import {
  DataLogger,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  type SampleRecorder,
  type StateRecorder,
  type VectorRecorder,
} from '@disco-engine/sdk';
import { modelOf } from '../../model/test/model-of.js';

const tick = simproc<number>('tick');

class Settings {
  load = 1;
  /** Epoch from which a handler throws. */
  failAt = 1e9;
  /** The tally stays empty if the first draw is below this. */
  silent = 0;
}

@Node('shop')
class Shop {
  private readonly work: SampleRecorder;
  private readonly mood: StateRecorder<'good' | 'bad'>;
  private readonly shelf: VectorRecorder;
  private readonly isSilent: boolean;

  constructor(
    private readonly context: NodeContext,
    private readonly settings: Settings,
    private readonly random: RandomStream,
    log: DataLogger,
  ) {
    this.work = log.tally('work', { unit: 'hours' });
    this.mood = log.state('mood', { states: ['good', 'bad'] });
    this.shelf = log.vector('shelf');
    this.isSilent = random.uniform() < settings.silent;
  }

  @OnEvent(tick)
  open(): void {
    const { context, settings, random } = this;
    if (context.epoch >= settings.failAt) throw new TypeError('the shop is on fire');
    const draw = random.uniform();
    if (!this.isSilent) this.work.record(settings.load * draw);
    this.mood.enter(draw < 0.5 ? 'good' : 'bad');
    this.shelf.record(Float64Array.of(draw));
    context.wakeupAfter(1);
  }
}

/** Two shops, each with a tally, a state and a vector of one element. */
export const Street = modelOf({ simprocs: [tick], nodes: [Shop], parameters: Settings });
export const scenario = new ScenarioBuilder('street').vertex('shop', 'Ulm').vertex('shop', 'Jena').build();
