import { Node, NodeContext, Process, Processes, type Resource, type Steps } from '@disco-engine/sdk';
import { Tape } from '../tape.js';

const CUSTOMERS = 60;

/** One counter, and customers who give up. */
@Node('bank', { processes: 'work' })
export class Bank {
  private readonly counter: Resource;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly tape: Tape,
  ) {
    this.counter = processes.resource('counter');
  }

  @Process()
  *arrivals(): Steps {
    for (let customer = 0; customer < CUSTOMERS; customer++) {
      this.processes.start(this.visit(customer));
      yield* this.processes.hold(this.tape.take('gap'));
    }
  }

  *visit(customer: number): Steps {
    const { context, processes, tape } = this;
    const arrived = context.epoch;
    tape.tell(arrived, 'arrive', customer);
    const turn = this.counter.acquire();
    const come = yield* processes.firstOf(turn, processes.hold(tape.take('patience')));
    const waited = context.epoch - arrived;
    if (!come.has(turn)) return tape.tell(context.epoch, 'renege', customer, waited);
    tape.tell(context.epoch, 'served', customer, waited);
    yield* processes.hold(tape.take('service'));
    tape.tell(context.epoch, 'leave', customer);
    turn.value?.release();
  }
}
