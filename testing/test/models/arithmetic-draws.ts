import {
  distributions,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
} from '@disco-engine/sdk';

export const drawn = simproc<readonly number[]>('drawn', { minimumDelay: 1 });

/**
 * Sends a draw of each distribution that needs no more than arithmetic, so that a bit in which two platforms differ shows in the digest.
 * The other distributions call functions of `Math`, which are not the same bits everywhere.
 */
@Node('drawer')
export class Drawer {
  private readonly samplers: readonly (() => number)[];

  constructor(
    private readonly context: NodeContext,
    random: RandomStream,
  ) {
    const d = distributions;
    this.samplers = [
      () => random.uint32(),
      () => random.uniform(),
      () => random.below(1000),
      d.bates(random, 4),
      d.bernoulli(random, 0.3),
      d.integer(random, 1, 6),
      d.irwinHall(random, 3),
      d.uniform(random, 2, 5),
    ];
  }

  @OnEvent(drawn)
  draw(): void {
    this.context.successors(drawn).send(
      0,
      this.samplers.map((sample) => sample()),
      1,
    );
  }
}

@Model({ name: 'arithmetic-draws', simprocs: [drawn], nodes: [Drawer] })
export class ArithmeticDraws {}

export const pair = new ScenarioBuilder('pair')
  .vertex('drawer', 'a')
  .vertex('drawer', 'b')
  .edge('drawn', 'a', 'b')
  .edge('drawn', 'b', 'a')
  .build();
