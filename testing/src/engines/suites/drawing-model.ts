import {
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  type Sampler,
} from '@disco-engine/sdk';
import { SAMPLER_CASES } from './sampler-cases.js';

export const drawn = simproc<readonly number[]>('drawn', { minimumDelay: 1 });

/** Which sampler the nodes draw from, as a name in `SAMPLER_CASES`. */
export class Draws {
  sampler = 'uniform(-2, 4)';
}

/** Sends what a sampler draws, so that any bit in which two platforms differ shows up in the digest. */
@Node('drawer')
export class Drawer {
  /** What it drew last. */
  latest: readonly number[] = [];
  private readonly sampler: Sampler;

  constructor(
    private readonly context: NodeContext,
    random: RandomStream,
    { sampler }: Draws,
  ) {
    const make = SAMPLER_CASES.get(sampler);
    if (make === undefined) throw new Error(`unknown sampler ${sampler}`);
    this.sampler = make(random);
  }

  @OnEvent(drawn)
  draw(): void {
    this.latest = Array.from({ length: DRAWS }, () => this.sampler.sample());
    this.context.successors(drawn).send(0, this.latest, 1);
  }
}

const DRAWS = 50;

@Model({ name: 'drawing', simprocs: [drawn], nodes: [Drawer], parameters: Draws })
export class Drawing {}

export const pairOfDrawers = new ScenarioBuilder('pair')
  .vertex('drawer', 'a')
  .vertex('drawer', 'b')
  .edge('drawn', 'a', 'b')
  .edge('drawn', 'b', 'a')
  .build();

/** How far the samplers run when their digests are compared: each draws 1000 numbers. */
export const SAMPLER_HORIZON = 10;
