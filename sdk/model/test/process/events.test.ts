import {
  EventBatch,
  Node,
  NodeContext,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  Simulation,
  type ReceivedEvent,
  type Steps,
} from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { modelOf } from '../model-of.js';

const first = simproc<string>('first', { minimumDelay: 'next' });
const own = simproc<string>('own', { minimumDelay: 'next' });
const last = simproc<string>('last', { minimumDelay: 'next' });
const layers = { first, own, last } as const;
type Layer = keyof typeof layers;

/** What is sent: on which layer, at which epoch. */
type Post = readonly [layer: Layer, epoch: number, text: string];

/** The processes of a run, with their resources. */
type Story = (given: {
  readonly processes: Processes;
  readonly context: NodeContext;
  readonly tell: (what: string) => void;
}) => Steps;

/** Runs a story in a node that receives events on three layers, with its processes in the middle one. */
async function received(posts: readonly Post[], story: Story): Promise<string[]> {
  const told: string[] = [];

  @Node('source')
  class Source {
    constructor(private readonly context: NodeContext) {}

    @OnEvent(first, { sends: [own, last] })
    send(): void {
      for (const [layer, epoch, payload] of posts) this.context.successors(layers[layer]).send(0, payload, epoch);
    }
  }

  @Node('target', { processes: own })
  class Target {
    constructor(
      private readonly context: NodeContext,
      private readonly processes: Processes,
    ) {}

    @Process({ receives: [own, first, last] })
    story(): Steps {
      const { context, processes } = this;
      return story({ context, processes, tell: (what) => void told.push(`${context.epoch} ${what}`) });
    }
  }

  const builder = new ScenarioBuilder().vertex('source', 's').vertex('target', 't');
  for (const layer of Object.keys(layers)) builder.edge(layer, 's', 't');
  const model = modelOf({ simprocs: [first, own, last], nodes: [Source, Target] });
  const simulation = await Simulation.create(model, { scenario: builder.build() });
  try {
    simulation.until(100);
  } finally {
    await simulation.dispose();
  }
  return told;
}

describe('the next event', () => {
  test.each<[Layer, number]>([
    ['first', 5],
    ['own', 5],
    ['last', 5.000000000000001],
  ])('of simproc %s resumes at %d, by the order of simprocs', async (layer, epoch) => {
    const told = await received([[layer, 5, 'x']], function* ({ processes, tell }) {
      const event = yield* processes.event(layers[layer]);
      tell(`${event.payload} from ${event.sender} at ${event.epoch}`);
    });
    expect(told).toEqual([`${epoch} x from source/s at 5`]);
  });

  test('is one that arrives while a process waits: others are not kept', async () => {
    const posts: Post[] = [
      ['own', 1, 'before'],
      ['own', 4, 'heard'],
      ['own', 5, 'after'],
    ];
    const told = await received(posts, function* ({ processes, tell }) {
      yield* processes.hold(2);
      tell((yield* processes.event(own)).payload);
    });
    expect(told).toEqual(['4 heard']);
  });

  test.each<[Layer, number, number, string]>([
    ['first', 3, 3, '3 in time'],
    ['own', 3, 3, '3 in time'],
    ['last', 3, 3, '3 too late'],
    ['own', 3, 2, '2 too late'],
    ['own', 1, 0, '0 too late'],
  ])('of simproc %s at %d, with a patience of %d', async (layer, epoch, patience, expected) => {
    const told = await received([[layer, epoch, 'x']], function* ({ processes, tell }) {
      const event = yield* processes.event(layers[layer], { patience });
      tell(event === undefined ? 'too late' : 'in time');
    });
    expect(told).toEqual([expected]);
  });

  test('is the first that fits, and reaches all that wait for it', async () => {
    const posts: Post[] = [
      ['own', 1, 'a'],
      ['own', 2, 'b'],
      ['own', 3, 'a'],
    ];
    const told = await received(posts, function* ({ processes, tell }) {
      const waiting = function* (name: string, wanted: string): Steps {
        const { payload } = yield* processes.event(own, { where: ({ payload: text }) => text === wanted });
        tell(`${name} ${payload}`);
      };
      for (const [name, wanted] of Object.entries({ x: 'a', y: 'b', z: 'a' })) processes.start(waiting(name, wanted));
      yield* processes.hold(0);
    });
    expect(told).toEqual(['1 x a', '1 z a', '2 y b']);
  });

  test('of a batch follows when everything has been done, so that a process that waits again misses none', async () => {
    const posts = ['a', 'b', 'c', 'd'].map((text): Post => ['own', 1, text]);
    const told = await received(posts, function* ({ processes, tell }) {
      for (;;) {
        const [event, end] = [processes.event(own, { where: ({ payload }) => payload !== 'b' }), processes.hold(9)];
        const come = yield* processes.firstOf(event, end);
        if (come.has(end)) return tell('end');
        tell(event.value?.payload ?? 'nothing');
        yield* processes.hold(0);
      }
    });
    expect(told).toEqual(['1 a', '1 c', '1 d', '10 end']);
  });

  test('that has arrived is received even by a process interrupted before it resumes', async () => {
    const told = await received([['own', 1, 'x']], function* ({ processes, tell }) {
      const hearing = processes.event(own);
      const event = processes.event(own);
      const waiting = processes.start(
        (function* (): Steps {
          try {
            yield* event;
          } catch {
            tell(`interrupted, ${event.isDone} ${event.value?.payload}`);
          }
        })(),
      );
      yield* hearing;
      waiting.interrupt();
    });
    // The process that asked first resumes first, and interrupts right away.
    expect(told).toEqual(['1 interrupted, true x']);
  });

  test('is no longer received by a process that has left', async () => {
    const told = await received([['own', 5, 'x']], function* ({ processes, tell }) {
      let looks = 0;
      const event = processes.event(own, { patience: 9, where: () => (looks += 1) > 0 });
      yield* processes.firstOf(event, processes.hold(2));
      yield* processes.hold(20);
      tell(`${looks} looks, ${event.isDone}`);
    });
    expect(told).toEqual(['22 0 looks, false']);
  });
});

test('an inbox keeps all events until they are taken', async () => {
  const posts: Post[] = [
    ['own', 1, 'a'],
    ['own', 1, 'b'],
    ['own', 2, 'c'],
  ];
  const told = await received(posts, function* ({ processes, tell }) {
    const inbox = processes.inbox(own);
    expect(processes.inbox(own)).toBe(inbox);
    const heard: ReceivedEvent<string> = yield* processes.event(own);
    tell(`heard ${heard.payload}`);
    yield* processes.hold(4);
    const fits = yield* inbox.get(({ payload }) => payload === 'b');
    tell(`${fits.payload} ${(yield* inbox.get()).payload} ${inbox.size}`);
  });
  expect(told).toEqual(['1 heard a', '5 b a 1']);
});

test('an @OnEvent method gets each batch before the processes do', async () => {
  const told: string[] = [];

  @Node('both')
  class Both {
    constructor(
      private readonly context: NodeContext,
      private readonly processes: Processes,
    ) {}

    @OnEvent(own)
    take(events: EventBatch<string>): void {
      for (const { payload } of events) told.push(`handler ${payload}`);
    }

    @Process({ receives: [own] })
    *listen(): Steps {
      this.context.timer(own, { after: 3, payload: 'x' });
      told.push(`process ${(yield* this.processes.event(own)).payload}`);
    }
  }
  const scenario = new ScenarioBuilder().vertex('both', 'a').build();
  const simulation = await Simulation.create(modelOf({ simprocs: [own], nodes: [Both] }), { scenario });
  simulation.until(10);
  await simulation.dispose();
  expect(told).toEqual(['handler x', 'process x']);
});

describe('mistakes', () => {
  const failing = async (story: Story, posts: readonly Post[] = []): Promise<Error> => {
    const error: unknown = await received(posts, story).catch((thrown: unknown) => thrown);
    return (error as Error).cause as Error;
  };

  test('a simproc that the processes do not receive', async () => {
    const error = await failing(function* ({ processes }) {
      yield* processes.event('third');
    });
    expect(error.cause).toMatchObject({ code: 'EVENT_UNHANDLED', place: { node: 'target/t' } });
    expect(error.message).toContain("of simproc 'third' (they receive: 'first', 'own', 'last'); list it in `receives`");
  });

  test.each([-1, NaN])('a patience of %d', async (patience) => {
    const error = await failing(function* ({ processes }) {
      yield* processes.event(own, { patience });
    });
    expect(error.cause).toMatchObject({ code: 'ARGUMENT_INVALID' });
    expect(error.message).toContain(`an event of 'own' of node 'target/t' was given a patience of ${patience}`);
  });

  test('a filter that throws', async () => {
    const story: Story = function* ({ processes }) {
      yield* processes.event(own, {
        where: () => {
          throw new RangeError('no scale');
        },
      });
    };
    const error = await failing(story, [['own', 2, 'x']]);
    expect(error.message).toBe(
      "process 'story #1' of node 'target/t' failed at epoch 2, in the filter of its wait for an event of 'own': no scale",
    );
  });

  test('a simproc that the model does not have', async () => {
    @Node('lost')
    class Lost {
      @Process({ receives: ['nowhere'] })
      *listen(): Steps {
        yield* [];
      }
    }
    const scenario = new ScenarioBuilder().vertex('lost', 'a').build();
    const error: unknown = await Simulation.create(modelOf({ simprocs: [own], nodes: [Lost] }), { scenario }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as { problems: object[] }).problems).toContainEqual({
      code: 'SIMPROC_UNKNOWN',
      message: "Lost.listen names simproc 'nowhere', which the model does not have; it has: own",
    });
  });
});
