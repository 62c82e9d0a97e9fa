import {
  Interrupted,
  Node,
  NodeContext,
  OnInit,
  Processes,
  type Resource,
  type RunningProcess,
  type Steps,
} from '@disco-engine/sdk';
import { Tape } from '../tape.js';

const MACHINES = 6;

/** Machines that break down, and a repairman who leaves his other work to repair them. */
@Node('machine-shop', { processes: 'work' })
export class MachineShop {
  private readonly repair: Resource;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    private readonly tape: Tape,
  ) {
    this.repair = processes.resource('repair');
  }

  @OnInit()
  open(): void {
    const { processes } = this;
    for (let number = 0; number < MACHINES; number++) {
      const machine = { number, isBroken: false };
      const work = processes.start(this.produce(machine));
      processes.start(this.breakDown(machine, work));
    }
    processes.start(this.otherWork());
  }

  *produce(machine: Machine): Steps {
    const { context, processes, tape } = this;
    for (let part = 1; ; part++) {
      for (let left = tape.take('part'); left > 0;) {
        const start = context.epoch;
        try {
          yield* processes.hold(left);
          left = 0;
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
          machine.isBroken = true;
          left -= context.epoch - start;
          tape.tell(context.epoch, 'down', machine.number, left);
          const repairer = yield* this.repair.acquire({ priority: 1, preempt: true });
          yield* processes.hold(30);
          repairer.release();
          machine.isBroken = false;
          tape.tell(context.epoch, 'up', machine.number);
        }
      }
      tape.tell(context.epoch, 'part', machine.number, part);
    }
  }

  *breakDown(machine: Machine, work: RunningProcess): Steps {
    for (;;) {
      yield* this.processes.hold(this.tape.take('failure'));
      if (!machine.isBroken) work.interrupt();
    }
  }

  *otherWork(): Steps {
    const { context, processes, tape } = this;
    for (let job = 0; ; job++) {
      for (let left = 30; left > 0;) {
        const repairer = yield* this.repair.acquire({ priority: 2, preempt: true });
        const start = context.epoch;
        try {
          yield* processes.hold(left);
          left = 0;
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
          left -= context.epoch - start;
          tape.tell(context.epoch, 'preempted', job, left);
        }
        repairer.release();
      }
      tape.tell(context.epoch, 'other', job + 1);
    }
  }
}

interface Machine {
  readonly number: number;
  isBroken: boolean;
}
