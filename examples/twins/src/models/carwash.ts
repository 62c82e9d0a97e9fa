import { Node, NodeContext, Process, Processes, type Resource, type Steps } from '@disco-engine/sdk';
import { Tape } from '../tape.js';

/** Two machines; cars arrive and are washed in whole minutes, so that many events are simultaneous. */
@Node('carwash', { processes: 'work' })
export class Carwash {
  private readonly machines: Resource;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly tape: Tape,
  ) {
    this.machines = processes.resource('machines', { capacity: 2 });
  }

  @Process()
  *arrivals(): Steps {
    const { processes } = this;
    for (let car = 0; ; car++) {
      if (car >= 4) yield* processes.hold(this.tape.take('gap'));
      processes.start(this.wash(car));
    }
  }

  *wash(car: number): Steps {
    const { context, processes, tape } = this;
    tape.tell(context.epoch, 'arrive', car);
    const machine = yield* this.machines.acquire();
    tape.tell(context.epoch, 'enter', car);
    yield* processes.hold(5);
    tape.tell(context.epoch, 'clean', car, tape.take('dirt'));
    machine.release();
    tape.tell(context.epoch, 'leave', car);
  }
}
