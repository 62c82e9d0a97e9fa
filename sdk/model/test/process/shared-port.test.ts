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
  type Signal,
  type Steps,
  type Wakeup,
} from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import { modelOf } from '../model-of.js';

const work = simproc('work');

test.each([
  ['wakeup', false, 5],
  ['hardWakeup', false, 5],
  ['wakeup', true, 8],
] as const)(
  'a %s that a handler cancels does not cancel that of a process (interrupted: %s)',
  async (kind, isInterrupted, end) => {
    const told: string[] = [];

    @Node('desk')
    class Desk {
      private alarm: Wakeup | undefined;

      constructor(
        private readonly context: NodeContext,
        private readonly processes: Processes,
      ) {}

      @OnEvent(work)
      work(): void {
        if (this.context.epoch === 0) {
          this.alarm = this.context[kind](5);
          this.context.wakeup(1);
        } else if (this.context.epoch === 1) {
          told.push(`canceled ${this.alarm?.cancel()}`);
          if (isInterrupted) this.processes.alive[0]?.interrupt();
        }
      }

      @Process()
      *visit(): Steps {
        try {
          yield* this.processes.hold(5);
        } catch {
          yield* this.processes.until(8);
        }
        told.push(`went on at ${this.context.epoch}`);
      }
    }

    const scenario = new ScenarioBuilder('one').vertex('desk', 'a').build();
    const simulation = await Simulation.create(modelOf({ simprocs: [work], nodes: [Desk] }), { scenario });
    simulation.until(100);
    await simulation.dispose();
    expect(told).toEqual(['canceled true', `went on at ${end}`]);
  },
);

test.each([
  ['first', '3'],
  ['last', '3.0000000000000004'],
] as const)(
  'a hard wakeup of the port does not hold a process that a handler of simproc %s frees, and no event is left behind',
  async (layer, epoch) => {
    const told: string[] = [];
    const [first, last] = [simproc('first'), simproc('last')];

    @Node('desk', { processes: work })
    class Desk {
      private readonly bell: Signal;

      constructor(
        private readonly context: NodeContext,
        processes: Processes,
      ) {
        this.bell = processes.signal('bell');
      }

      @OnEvent(work)
      work(batch: EventBatch): void {
        const { context } = this;
        told.push(`${context.epoch} work ${[...batch].map((event) => event.epoch).join()}`);
        if (context.epoch > 0) return;
        context.hardWakeup(10);
        context.timer(work, { at: 3 });
        context.timer(layer, { at: 3 });
      }

      @OnEvent(first)
      first(batch: EventBatch): void {
        if (batch.size > 0) this.bell.fire();
      }

      @OnEvent(last)
      last(batch: EventBatch): void {
        if (batch.size > 0) this.bell.fire();
      }

      @Process()
      *visit(): Steps {
        yield* this.bell.next();
        told.push(`${this.context.epoch} bell`);
      }
    }

    // The last one to be activated at that epoch, which is not held.
    @Node('other')
    class Other {
      constructor(private readonly context: NodeContext) {}

      @OnEvent(last)
      last(): void {
        if (this.context.epoch === 0) this.context.timer(last, { at: 3 });
      }
    }

    const scenario = new ScenarioBuilder('two').vertex('desk', 'a').vertex('other', 'b').build();
    const model = modelOf({ simprocs: [first, work, last], nodes: [Desk, Other] });
    const simulation = await Simulation.create(model, { scenario });
    simulation.until(20);
    await simulation.dispose();
    expect(told).toEqual(['0 work ', `${epoch} work 3`, `${epoch} bell`, '10 work ']);
  },
);
