import {
  Node,
  NodeContext,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  Simulation,
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
  'a %s that a handler takes back does not take that of a process with it (interrupted: %s)',
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
          told.push(`cancelled ${this.alarm?.cancel()}`);
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
    expect(told).toEqual(['cancelled true', `went on at ${end}`]);
  },
);
