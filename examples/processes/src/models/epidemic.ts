import {
  DataLogger,
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  type Scenario,
  type Steps,
} from '@disco-engine/sdk';

/** An infected person becomes infectious a day later. */
const contact = simproc<null>('contact', { minimumDelay: 1 });

export class Disease {
  /** Contacts of an infectious person per day. A contact infects a susceptible person. */
  contacts = 0.6;
  /** Mean number of days for which a person is infectious. */
  days = 3;
}

/** Susceptible until the first contact, then infectious for a while, then immune. */
@Node('person')
export class Person {
  private readonly ill = this.log.tally('ill', { labels: { town: this.data.text('town') } });
  private readonly others = this.context.successors(contact);
  private readonly whom = this.context.random('whom');
  private readonly gap = distributions.exponential(this.context.random('gap'), { mean: 1 / this.disease.contacts });
  private readonly days = distributions.exponential(this.context.random('days'), { mean: this.disease.days });
  private isSusceptible = true;

  constructor(
    private readonly processes: Processes,
    private readonly context: NodeContext,
    private readonly data: NodeData,
    private readonly log: DataLogger,
    private readonly disease: Disease,
  ) {}

  @OnEvent(contact)
  meet(contacts: EventBatch<null>): void {
    if (contacts.size > 0 && this.isSusceptible) this.processes.start(this.illness());
  }

  @Process()
  *outbreak(): Steps {
    if (this.data.flag('ill', false)) yield* this.illness();
  }

  *illness(): Steps {
    this.isSusceptible = false;
    this.ill.record(1);
    const end = this.processes.hold(this.days.sample());
    for (;;) {
      const come = yield* this.processes.firstOf(end, this.processes.hold(this.gap.sample()));
      if (come.has(end)) return;
      this.others.send(this.whom.below(this.others.size), null);
    }
  }
}

@Model({ name: 'epidemic', simprocs: [contact], nodes: [Person], parameters: Disease })
export class Epidemic {}

/** Towns in which everybody meets everybody, but nobody from elsewhere. Each starts with one infectious person. */
export function towns(count: number, people: number): Scenario {
  const builder = new ScenarioBuilder(`${count} towns`);
  for (let town = 0; town < count; town++) {
    const names = Array.from({ length: people }, (_, person) => `${town}.${person}`);
    for (const name of names) {
      builder.vertex('person', name, { town: `${town}`, ill: name === names[0] });
      for (const other of names) if (other !== name) builder.edge('contact', name, other);
    }
  }
  return builder.build();
}
