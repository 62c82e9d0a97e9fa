import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  OnInit,
  RandomStream,
  AdvancePromise,
  ScenarioBuilder,
  simproc,
  type Successors,
} from '@disco-engine/sdk';

export const parcel = simproc<{ readonly weight: number }>('parcel', { minimumDelay: 0.5 });
export const note = simproc<number>('note');

export class Rules {
  patience = 1;
}

/** Code of a test that the model calls, so that one model serves for every global and every place. */
export class Probe {
  inConstructor: () => unknown = () => 0;
  inInit: () => unknown = () => 0;
  inHandler: (node: string, epoch: number) => unknown = () => 0;
  inPromise: () => unknown = () => 0;
}

/** Passes parcels on at random, and adds up their weights. */
@Node('hub')
export class Hub {
  total = 0;
  private readonly parcels: Successors<{ readonly weight: number }>;
  private readonly notes: Successors<number>;

  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
    private readonly rules: Rules,
    private readonly probe: Probe,
  ) {
    this.parcels = context.successors(parcel);
    this.notes = context.successors(note);
    probe.inConstructor();
  }

  @OnInit()
  open(): void {
    this.probe.inInit();
  }

  @OnEvent(parcel, { sends: [note] })
  pass(parcels: EventBatch<{ readonly weight: number }>): void {
    this.probe.inHandler(this.context.node, this.context.epoch);
    if (this.context.epoch === 0) this.context.wakeup(this.rules.patience);
    for (const { payload } of parcels) this.total += payload.weight;
    if (this.parcels.size > 0 && (parcels.size > 0 || this.context.epoch > 0))
      this.parcels.send(
        this.random.below(this.parcels.size),
        { weight: this.random.below(10) },
        0.5 + this.random.uniform(),
      );
    if (this.notes.size > 0) this.notes.send(0, this.total);
  }

  @OnEvent(note)
  read(notes: EventBatch<number>): void {
    for (const { payload } of notes) this.total += payload % 3;
  }

  @AdvancePromise(note)
  silence(): number {
    this.probe.inPromise();
    return this.context.epoch;
  }
}

@Model({
  name: 'relay',
  simprocs: [parcel, note],
  nodes: [Hub],
  parameters: Rules,
  providers: [{ token: Probe, useClass: Probe }],
})
export class Relay {}

export const ring = new ScenarioBuilder('ring')
  .vertex('hub', 'a')
  .vertex('hub', 'b')
  .vertex('hub', 'c')
  .edge('parcel', 'a', 'b')
  .edge('parcel', 'b', 'c')
  .edge('parcel', 'c', 'a')
  .edge('parcel', 'a', 'c')
  .edge('note', 'c', 'a')
  .edge('note', 'c', 'b')
  .build();
