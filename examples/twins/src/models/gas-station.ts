import { Node, NodeContext, Process, Processes, type Container, type Resource, type Steps } from '@disco-engine/sdk';
import { Tape } from '../tape.js';

const TANK = 200;

/** Two pumps at one tank, which a truck refills when it runs low. */
@Node('gas-station', { processes: 'work' })
export class GasStation {
  private readonly pumps: Resource;
  private readonly tank: Container;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly tape: Tape,
  ) {
    this.pumps = processes.resource('pumps', { capacity: 2 });
    this.tank = processes.container('tank', { capacity: TANK, level: TANK });
  }

  @Process()
  *control(): Steps {
    const { context, processes, tank, tape } = this;
    for (;;) {
      if ((tank.level / TANK) * 100 < 25) {
        tape.tell(context.epoch, 'call', 'truck', tank.level);
        yield* processes.start(this.refuel());
      }
      yield* processes.hold(10);
    }
  }

  *refuel(): Steps {
    const { context, processes, tank, tape } = this;
    yield* processes.hold(300);
    const amount = TANK - tank.level;
    tape.tell(context.epoch, 'refuel', 'truck', amount);
    yield* tank.put(amount);
  }

  @Process()
  *arrivals(): Steps {
    for (let car = 0; ; car++) {
      yield* this.processes.hold(this.tape.take('gap'));
      this.processes.start(this.fill(car));
    }
  }

  *fill(car: number): Steps {
    const { context, processes, tank, tape } = this;
    const level = tape.take('level');
    tape.tell(context.epoch, 'arrive', car);
    const pump = yield* this.pumps.acquire();
    const wanted = 50 - level;
    yield* tank.get(wanted);
    tape.tell(context.epoch, 'fuel', car, tank.level);
    yield* processes.hold(wanted / 2);
    pump.release();
    tape.tell(context.epoch, 'leave', car);
  }
}
