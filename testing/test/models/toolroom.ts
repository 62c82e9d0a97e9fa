import {
  distributions,
  Interrupted,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  type RunningProcess,
  type Sampler,
  type Scenario,
  type Steps,
  type Unit,
} from '@disco-engine/sdk';
import { sharedResource } from '@disco-engine/sdk/shared-resource';

export class Tools extends sharedResource('tools', { capacity: 2 }) {}

const work = simproc('work');

/** The period for which a unit was held. */
export type Spell = readonly [since: number, until: number];

/** The outcome of a node's claims: how many were granted, given up in the end, and canceled before. */
export class Ledger {
  asked = 0;
  got = 0;
  gaveUp = 0;
  takenBack = 0;
  readonly spells: Spell[] = [];
}

/** Processes that want tools, lose patience, are interrupted, and wait for the first of several things. */
@Node('mechanic', { processes: work })
export class Mechanic {
  readonly ledger = new Ledger();
  private readonly gap: Sampler;
  private readonly hold: Sampler;
  private readonly patience: Sampler;
  private readonly die: Sampler;
  private readonly owner: string;

  constructor(
    private readonly tools: Tools,
    private readonly processes: Processes,
    private readonly context: NodeContext,
    data: NodeData,
  ) {
    this.gap = distributions.exponential(context.random('gap'), { mean: data.number('gap') });
    this.hold = distributions.exponential(context.random('hold'), { mean: 1 });
    this.patience = distributions.exponential(context.random('patience'), { mean: 2 });
    this.die = distributions.integer(context.random('die'), { low: 0, high: 4 });
    this.owner = `tools/${data.text('room')}`;
  }

  @Process()
  *arrivals(): Steps {
    while (this.context.epoch < 60) {
      yield* this.processes.hold(this.gap.sample());
      const job = this.processes.start(this.job());
      if (this.die.sample() === 0) this.processes.start(this.disturb(job));
    }
  }

  *job(): Steps {
    const [way, priority] = [this.die.sample(), this.die.sample()];
    const [patience, { owner }] = [this.patience.sample(), this];
    this.ledger.asked += 1;
    let unit: Unit | undefined;
    try {
      if (way === 1) {
        const turn = this.tools.acquire({ priority, owner });
        const come = yield* this.processes.firstOf(turn, this.processes.hold(patience));
        unit = come.has(turn) ? turn.value : undefined;
      } else if (way === 2) unit = yield* this.tools.acquire({ priority, owner });
      else unit = yield* this.tools.acquire({ priority, patience: way === 3 ? 0 : patience, owner });
      if (unit === undefined) return void (this.ledger.gaveUp += 1);
      this.ledger.got += 1;
      yield* this.processes.hold(this.hold.sample());
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (unit === undefined) this.ledger.takenBack += 1;
    } finally {
      if (unit !== undefined) this.ledger.spells.push([unit.since, this.context.epoch]);
      unit?.release();
    }
  }

  *disturb(job: RunningProcess): Steps {
    yield* this.processes.hold(this.hold.sample());
    if (job.isAlive) job.interrupt();
  }
}

/** The same with handlers alone. */
@Node('clerk')
export class Clerk {
  readonly ledger = new Ledger();
  private readonly gap: Sampler;
  private readonly hold: Sampler;
  private readonly open: Unit[] = [];

  constructor(
    private readonly tools: Tools,
    private readonly context: NodeContext,
    private readonly data: NodeData,
  ) {
    this.gap = distributions.exponential(context.random('gap'), { mean: data.number('gap') });
    this.hold = distributions.exponential(context.random('hold'), { mean: 1 });
  }

  @OnEvent(work)
  go(): void {
    const { epoch } = this.context;
    if (epoch > 0 && epoch < 60) this.ask();
    if (epoch < 60) this.context.wakeupAfter(this.gap.sample());
  }

  @OnEvent('done')
  done(): void {
    // Anything still open is returned or canceled.
    for (const unit of this.open.splice(0)) {
      if (unit.isHeld) this.ledger.spells.push([unit.since, this.context.epoch]);
      else this.ledger.takenBack += 1;
      unit.release();
      unit.release();
    }
  }

  private ask(): void {
    this.ledger.asked += 1;
    const owner = `tools/${this.data.text('room')}`;
    const unit = this.tools.request({ owner, patience: 3 * this.hold.sample() }, (granted) => {
      if (granted !== undefined) this.ledger.got += 1;
      else {
        this.ledger.gaveUp += 1;
        this.open.splice(this.open.indexOf(unit), 1);
      }
    });
    this.open.push(unit);
    this.context.timer('done', { after: this.hold.sample() });
  }
}

@Model({ name: 'toolroom', uses: [Tools.part], simprocs: [work, 'done'], nodes: [Mechanic, Clerk] })
export class Toolroom {}

/** @param gaps mean gaps of mechanics and clerks; every third of them uses the second of two rooms */
export function toolroom(capacities: readonly number[], gaps: readonly number[]): Scenario {
  const builder = new ScenarioBuilder('toolroom');
  capacities.forEach((capacity, room) => builder.vertex('tools', `room${room}`, { capacity }));
  gaps.forEach((gap, index) => {
    const [key, room] = [`n${index}`, `room${index % capacities.length}`];
    builder.vertex(index % 3 === 2 ? 'clerk' : 'mechanic', key, { gap, room });
  });
  capacities.forEach((_, room) =>
    Tools.connect(
      builder,
      `room${room}`,
      gaps.map((__, index) => `n${index}`),
    ),
  );
  return builder.build();
}
