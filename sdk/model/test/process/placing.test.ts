import {
  explore,
  Node,
  NodeContext,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Steps,
} from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import { modelOf } from '../model-of.js';
import { thrownBy } from '../refusal.js';

const first = simproc('first');
const second = simproc('second');

@Node('homeless')
class Homeless {
  @Process()
  *wander(): Steps {
    // It is never run.
    yield* [];
  }
}

@Node('lost', { processes: 'nowhere' })
class Lost {
  @OnEvent(first)
  go(): void {}
}

describe('processes run', () => {
  test('in the lowest simproc that the node handles, or in the named one', () => {
    @Node('usual')
    class Usual {
      constructor(readonly processes: Processes) {}
      @OnEvent(second)
      go(): void {}
    }
    @Node('several')
    class Several {
      constructor(readonly processes: Processes) {}
      @OnEvent(first)
      goFirst(): void {}
      @OnEvent(second)
      go(): void {}
    }
    @Node('named', { processes: second })
    class Named {
      constructor(readonly processes: Processes) {}
      @OnEvent(first)
      go(): void {}
    }
    const { nodeTypes } = explore(modelOf({ simprocs: [first, second], nodes: [Usual, Several, Named] }));
    expect(nodeTypes.map(({ processes, handles }) => [processes, handles])).toEqual([
      [1, [1]],
      [1, [0, 1]],
      [1, [0, 1]],
    ]);
  });

  test('nowhere if that cannot be determined', () => {
    const error = thrownBy(() => explore(modelOf({ simprocs: [first, second], nodes: [Homeless, Lost] })));
    const problems = (error as { problems: readonly { code: string }[] }).problems.map(({ code }) => code);
    expect(problems).toContain('PROCESSES_UNPLACED');
    expect(problems).toContain('SIMPROC_UNKNOWN');
  });
});

test('processes log their resources if the run has a log, and otherwise pay nothing for it', async () => {
  @Node('shop')
  class Shop {
    constructor(
      private readonly processes: Processes,
      readonly context: NodeContext,
    ) {}

    readonly counter = this.processes.resource('counter', { capacity: 1 });

    @Process()
    *day(): Steps {
      for (const name of ['a', 'b']) this.processes.start(this.visit(), name);
      yield* this.processes.hold(9);
    }

    *visit(): Steps {
      const unit = yield* this.counter.acquire();
      yield* this.processes.hold(3);
      unit.release();
    }
  }
  const model = modelOf({ simprocs: [first], nodes: [Shop] });
  const scenario = new ScenarioBuilder('one').vertex('shop', 'x').build();
  const run = await Simulation.create(model, { scenario, log: { sinks: [] } });
  run.until(12);
  const figures = run.summaries(12).map(({ name, mean, count, maximum }) => [name, mean, count, maximum]);
  expect(figures).toEqual([
    ['counter.inUse', 6 / 12, 5, 1],
    ['counter.queue', 3 / 12, 3, 1],
    ['counter.wait', 1.5, 2, 3],
  ]);
  await run.dispose();
});
