import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Resource,
  type Steps,
} from '@disco-engine/sdk';
import { expect, it } from 'vitest';
import { traceNodes } from '../../src/experiment/node-trace.js';

const finish = simproc<{ readonly job: number }>('finish');
const serve = simproc<null>('serve');

@Node('desk')
class Desk {
  done = 0;

  constructor(private readonly context: NodeContext) {}

  @OnEvent(serve)
  serve(): void {
    this.context.timer(finish, { at: 9, payload: { job: 8 } }).cancel();
    this.context.timer(finish, { at: 3, payload: { job: 7 } });
  }

  @OnEvent(finish)
  finish(ends: EventBatch<{ readonly job: number }>): void {
    this.done += ends.size;
  }
}

@Model({ name: 'office', simprocs: [finish, serve], nodes: [Desk] })
class Office {}

it('shows timers by name when they are set, canceled and due', async () => {
  const scenario = new ScenarioBuilder().vertex('desk', 'a').vertex('desk', 'b').build();
  const simulation = await Simulation.create(Office, { scenario });
  const lines: string[] = [];
  traceNodes(simulation, 'desk/a', (text) => lines.push(text));
  simulation.until(Infinity);
  expect(lines.join('')).toBe(
    [
      '0 desk/a finish',
      '  = done 0',
      '0 desk/a serve',
      '  + finish @9 {"job":8}',
      '  - finish @9',
      '  + finish @3 {"job":7}',
      '  = done 0',
      '3 desk/a finish',
      '  < desk/a @3 {"job":7}',
      '  = done 1',
      '',
    ].join('\n'),
  );
});

@Node('bank', { processes: serve })
class Bank {
  private readonly counter: Resource;

  constructor(private readonly processes: Processes) {
    this.counter = processes.resource('counter');
  }

  @Process()
  *open(): Steps {
    this.processes.start(this.visit(2));
    const patient = this.processes.start(this.visit(2));
    yield* this.processes.hold(1);
    this.processes.start(this.visit(1));
    patient.interrupt({ late: true });
  }

  *visit(priority: number): Steps {
    try {
      yield* this.counter.acquire({ priority, preempt: true });
      yield* this.processes.hold(5);
    } catch {
      yield* this.processes.hold(10);
    }
  }
}

@Model({ name: 'banks', simprocs: [serve], nodes: [Bank] })
class Banks {}

it('distinguishes processes of one method, and shows which was interrupted, where and why', async () => {
  const simulation = await Simulation.create(Banks, { scenario: new ScenarioBuilder().vertex('bank', 'a').build() });
  const lines: string[] = [];
  traceNodes(simulation, undefined, (text) => lines.push(text));
  simulation.until(2);
  expect(lines.join('')).toBe(
    [
      '0 bank/a serve',
      '  ~ open #1 waits for epoch 1',
      '  ~ visit #2 waits for epoch 5',
      "  ~ visit #3 waits for a unit of 'counter', held by 'visit #2'",
      '1 bank/a serve',
      `  ! visit #3 leaves a unit of 'counter', held by 'visit #4': {"late":true}`,
      "  ! visit #2 leaves epoch 5: its unit of 'counter' was taken away by visit #4",
      '  ~ visit #2 waits for epoch 11',
      '  ~ visit #3 waits for epoch 11',
      '  ~ visit #4 waits for epoch 6',
      '',
    ].join('\n'),
  );
});
