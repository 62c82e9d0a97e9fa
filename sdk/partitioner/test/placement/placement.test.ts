import {
  Model,
  Node,
  NodeContext,
  OnEvent,
  Scenario,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Placement,
} from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../model/test/refusal.js';

const note = simproc<number>('note', { minimumDelay: 1, complete: true });

@Node('clerk')
class Clerk {
  heard = 0;

  constructor(private readonly context: NodeContext) {}

  @OnEvent(note)
  hear(): void {
    this.heard += 1;
    const others = this.context.successors(note);
    others.send(this.heard % others.size, this.heard);
  }
}

@Model({ name: 'office', simprocs: [note], nodes: [Clerk] })
class Office {}

const scenario = ['a', 'b', 'c', 'd', 'e']
  .reduce(
    (builder, key, index) => builder.vertex('clerk', key, {}, { labels: [`floor=${index % 2}`] }),
    new ScenarioBuilder('office'),
  )
  .vertex('clerk', 'f')
  .build();

const labelled = ['a', 'b', 'c']
  .reduce(
    (builder, key, index) => builder.vertex('clerk', key, {}, { labels: [`floor=${index % 2}`] }),
    new ScenarioBuilder('floors'),
  )
  .build();

const nobody: readonly Placement[] = [
  { kind: 'round-robin' },
  { kind: 'random', seed: 1 },
  { kind: 'random', seed: 2 },
  {
    kind: 'explicit',
    workers: { 'clerk/a': 2, 'clerk/b': 2, 'clerk/c': 0, 'clerk/d': 0, 'clerk/e': 0, 'clerk/f': 2 },
  },
];

describe('a placement', () => {
  it.each(nobody)('$kind changes no result', async (placement) => {
    const alone = await Simulation.create(Office, { scenario });
    const shared = await Simulation.create(Office, { scenario, workers: 3, placement });
    for (const simulation of [alone, shared]) simulation.until(40);
    expect(shared.digest).toBe(alone.digest);
    expect(shared.activationCount).toBe(alone.activationCount);
    expect(shared.nodeNames).toEqual(alone.nodeNames);
  });

  it('by label keeps nodes with the same value together', async () => {
    const placement = { kind: 'label', type: 'floor' } as const;
    const simulation = await Simulation.create(Office, { scenario: labelled, workers: 2, placement });
    simulation.until(10);
    expect(simulation.exchangeReports).toHaveLength(2);
    const missing = await refusal(() => Simulation.create(Office, { scenario, workers: 2, placement }));
    expect(missing.code).toBe('PLACEMENT_INVALID');
    expect(missing.message).toContain("node 'clerk/f' has no label of type 'floor', which it is to be placed by");
  });

  it('reports every node without a worker, and every unknown name', async () => {
    const workers = { 'clerk/a': 0, 'clerk/b': 9, 'clerk/x': 0 };
    const error = await refusal(() =>
      Simulation.create(Office, { scenario: labelled, workers: 2, placement: { kind: 'explicit', workers } }),
    );
    expect(error.message).toContain("the placement names node 'clerk/x', which does not exist");
    expect(error.message).toContain("node 'clerk/b' is placed on worker 9; give it a worker from 0 to 1");
    expect(error.message).toContain("node 'clerk/c' has no worker; give it a worker from 0 to 1");
  });

  it.each([0, 1.5, -1, NaN, 5000])('refuses %d workers', async (workers) => {
    expect((await refusal(() => Simulation.create(Office, { scenario, workers }))).code).toBe('PARTITION_INVALID');
  });
});

describe('a partition', () => {
  it('needs a transport, and refuses a horizon that it could not wait for', async () => {
    const partition = { worker: 0, workers: 2 };
    expect((await refusal(() => Simulation.create(Office, { scenario, partition }))).code).toBe('TRANSPORT_MISSING');
  });

  it('can be restored from the data of a scenario', async () => {
    const again = Scenario.fromData(structuredClone(await scenario.toData()));
    expect(await again.toData()).toEqual(await scenario.toData());
    const runs = await Promise.all([scenario, again].map((given) => Simulation.create(Office, { scenario: given })));
    for (const run of runs) run.until(20);
    expect(runs[1].digest).toBe(runs[0].digest);
  });
});
