import { EventBatch, Model, Node, NodeContext, OnEvent, ScenarioBuilder, simproc, Simulation } from '@disco-engine/sdk';
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

it('shows timers by name: those that are set, those that are cancelled, and those that arrive', async () => {
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
