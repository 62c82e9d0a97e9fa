import { describe, expect, it } from 'vitest';
import {
  explore,
  MemoryLog,
  Node,
  NodeContext,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  Simulation,
  simproc,
  type ModelOptions,
  type Scenario,
  type SimulationOptions,
  type Steps,
} from '@disco-engine/sdk';
import { sharedResource, type SharedAcquireOptions } from '@disco-engine/sdk/shared-resource';
import { modelOf } from '../model-of.js';
import { problemsOf, refusal } from '../refusal.js';

class Crane extends sharedResource('crane', { delay: 0.5 }) {}
const work = simproc('work');

class Told {
  readonly lines: string[] = [];
}

/** Makes requests at its first epoch as the test specifies. */
class Plan {
  act: (ship: Ship) => void = () => {};
}

@Node('ship', { processes: work })
class Ship {
  constructor(
    readonly crane: Crane,
    readonly processes: Processes,
    readonly context: NodeContext,
    private readonly told: Told,
    private readonly plan: Plan,
  ) {}

  @Process()
  *start(): Steps {
    yield* this.processes.hold(1);
    this.plan.act(this);
  }

  *load(options: SharedAcquireOptions, time: number): Steps {
    const unit = yield* this.crane.acquire(options);
    this.tell(unit === undefined ? 'gave up' : 'got it');
    if (unit === undefined) return;
    yield* this.processes.hold(time);
    this.tell('released');
    unit.release();
  }

  tell(what: string): void {
    this.told.lines.push(`${this.context.epoch} ${this.context.node.slice(5)} ${what}`);
  }
}

const port: Omit<ModelOptions, 'name'> = { uses: [Crane.part], simprocs: [work], nodes: [Ship] };

function harbour(ships: readonly string[], cranes: readonly string[] = ['C']): ScenarioBuilder {
  const builder = new ScenarioBuilder();
  for (const crane of cranes) builder.vertex('crane', crane);
  for (const ship of ships) builder.vertex('ship', ship);
  for (const crane of cranes) Crane.connect(builder, crane, ships);
  return builder;
}

async function lines(
  act: (ship: Ship) => void,
  scenario: Scenario,
  options: Partial<SimulationOptions> = {},
  model = port,
): Promise<string[]> {
  const told = new Told();
  const providers = [
    { token: Told, useValue: told },
    { token: Plan, useValue: { act } },
  ];
  const run = await Simulation.create(modelOf(model), { scenario, providers, ...options });
  try {
    run.until(50);
  } finally {
    await run.dispose();
  }
  return told.lines;
}

describe('a shared resource', () => {
  it('is granted after two delays, and free for others one delay after its release', async () => {
    const act = (ship: Ship): void => void ship.processes.start(ship.load({}, 3));
    expect(await lines(act, harbour(['a', 'b']).build())).toEqual([
      '2 a got it',
      '5 a released',
      '6 b got it',
      '9 b released',
    ]);
    expect(await lines(act, harbour(['a', 'b']).build(), { parameters: { 'crane.capacity': 2 } })).toEqual([
      '2 a got it',
      '2 b got it',
      '5 a released',
      '5 b released',
    ]);
  });

  it('is granted one least step later if the processes have had their turn before the grant', async () => {
    const act = (ship: Ship): void => void ship.processes.start(ship.load({}, 3));
    const told = await lines(act, harbour(['a']).build(), {}, { ...port, simprocs: [work, Crane.part] });
    expect(told).toEqual(['2.0000000000000004 a got it', '5 a released']);
  });

  it('has the capacity of its vertex, if it has one', async () => {
    const act = (ship: Ship): void => void ship.processes.start(ship.load({}, 3));
    const scenario = new ScenarioBuilder()
      .vertex('crane', 'C', { capacity: 2 })
      .vertex('ship', 'a')
      .vertex('ship', 'b');
    Crane.connect(scenario, 'C', ['a', 'b']);
    expect(await lines(act, scenario.build())).toHaveLength(4);
    const none = new ScenarioBuilder().vertex('crane', 'C', { capacity: 1.5 }).vertex('ship', 'a').build();
    const error = await refusal(() => lines(act, none));
    expect(error.message).toContain("node 'crane/C' was given a capacity of 1.5; give a whole number of at least 0");
  });

  it('serves the lowest priority value first, even among requests of the same epoch', async () => {
    const priorities = { a: 2, b: 1, c: 0, d: 0 };
    const act = (ship: Ship): void => {
      const name = ship.context.node.slice(5) as keyof typeof priorities;
      ship.processes.start(ship.load({ priority: priorities[name] }, 1));
    };
    const told = await lines(act, harbour(['a', 'b', 'c', 'd']).build());
    expect(told.filter((line) => line.endsWith('got it'))).toEqual([
      '2 c got it',
      '4 d got it',
      '6 b got it',
      '8 a got it',
    ]);
  });

  it('gets a unit back at once if the patience of its new holder has ended meanwhile', async () => {
    // The grant of b is under way from 5.5 to 6, and its patience ends in between.
    const act = (ship: Ship): void => {
      const patience = ship.context.node === 'ship/b' ? 4.75 : undefined;
      ship.processes.start(ship.load({ patience }, 3));
    };
    expect(await lines(act, harbour(['a', 'b', 'c']).build())).toEqual([
      '2 a got it',
      '5 a released',
      '5.75 b gave up',
      // Given back at 5.75; the owner is notified at 6.25.
      '6.75 c got it',
      '9.75 c released',
    ]);
  });

  it('is granted to a request whose patience ends at the epoch of the grant', async () => {
    const act = (ship: Ship): void => void ship.processes.start(ship.load({ patience: 1 }, 1));
    expect(await lines(act, harbour(['a']).build())).toEqual(['2 a got it', '3 a released']);
  });

  it('is not granted to a second wait for a claim that was left at the epoch of the grant', async () => {
    const act = (ship: Ship): void => {
      function* twice(): Steps {
        const wait = ship.crane.acquire();
        try {
          yield* wait;
        } catch {
          yield* wait;
        }
      }
      function* interrupting(): Steps {
        yield* ship.processes.hold(1);
        asking.interrupt();
      }
      const asking = ship.processes.start(twice());
      ship.processes.start(interrupting());
    };
    const error = await refusal(() => lines(act, harbour(['a']).build()));
    expect(error).toMatchObject({ cause: { code: 'PROCESS_FAILED', cause: { code: 'WAIT_LEFT' } } });
  });

  it('logs its use, its queue and the waits, as a resource within a node does', async () => {
    const log = new MemoryLog();
    const act = (ship: Ship): void => void ship.processes.start(ship.load({}, 3));
    await lines(act, harbour(['a', 'b']).build(), { log });
    expect(log.channels.map(({ node, name }) => `${node} ${name}`)).toEqual([
      'crane/C crane.inUse',
      'crane/C crane.queue',
      'crane/C crane.wait',
    ]);
    expect([...log.records('crane/C', 'crane.wait').values]).toEqual([0, 4]);
    expect([...log.records('crane/C', 'crane.queue').epochs]).toEqual([0, 1.5, 5.5]);
  });
});

describe('an invalid claim is reported', () => {
  it.each([
    [{ priority: NaN }, 'with a priority of NaN; give a finite number'],
    [{ patience: -1 }, 'with a patience of -1; give a number of at least 0'],
    [{ owner: 'crane/X' }, "asked for a unit of 'crane/X', but edges of layer 'crane.request' lead to 1 owners"],
  ])('%o', async (options, message) => {
    const error = await refusal(() =>
      lines((ship) => void ship.crane.request(options, () => {}), harbour(['a']).build()),
    );
    expect(error.message).toContain(message);
  });

  it('if there is no owner, there are several, or no edge leads back', async () => {
    const act = (ship: Ship): void => void ship.crane.request({}, () => {});
    const lone = new ScenarioBuilder().vertex('ship', 'a').build();
    expect((await refusal(() => lines(act, lone))).message).toContain('lead to 0 owners; connect it to one');
    const several = await refusal(() => lines(act, harbour(['a'], ['C', 'D']).build()));
    expect(several.message).toContain('lead to 2 owners; name one of: crane/C, crane/D');
    const oneWay = new ScenarioBuilder()
      .vertex('crane', 'C')
      .vertex('ship', 'a')
      .edge('crane.request', 'a', 'C')
      .build();
    const error = await refusal(() => lines(act, oneWay));
    expect(error.message).toContain(
      "node 'ship/a' asked node 'crane/C' for a unit, but no edge of layer 'crane.grant'",
    );
  });

  it('if a wait is forgotten, or the node has no processes', async () => {
    const forgotten = await refusal(() => lines((ship) => void ship.crane.acquire(), harbour(['a']).build()));
    expect(forgotten.message).toContain(
      "a wait for a unit of 'crane/C' was created in this activation of node 'ship/a', but nothing waits for it",
    );

    @Node('ship')
    class Raft {
      constructor(private readonly crane: Crane) {}
      @OnEvent(work)
      go(): void {
        this.crane.acquire();
      }
    }
    const run = await Simulation.create(modelOf({ ...port, nodes: [Raft] }), { scenario: harbour(['a']).build() });
    const error = await refusal(() => run.until(1));
    expect(error.message).toContain("node 'ship/a' waited for a unit of 'crane' but has no processes; call request()");
    await run.dispose();
  });

  it('if the model does not use the part, or the node handles the grants itself', () => {
    @Node('raft')
    class Raft {
      constructor(readonly crane: Crane) {}
      @OnEvent(work)
      go(): void {}
      @OnEvent(Crane.grant)
      granted(): void {}
    }
    expect(problemsOf(() => explore(modelOf({ simprocs: [work], nodes: [Ship] })))).toEqual([
      "SIMPROC_UNKNOWN: node type 'ship' injects 'crane', which the model does not have; list its part in uses",
    ]);
    expect(problemsOf(() => explore(modelOf({ ...port, nodes: [Raft] })))).toEqual([
      "HANDLER_REPEATED: node type 'raft' handles simproc 'crane.grant' itself, or injects 'crane', which handles it, twice; keep one",
    ]);
  });
});
