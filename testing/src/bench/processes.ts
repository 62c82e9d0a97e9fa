import {
  Model,
  Node,
  Process,
  Processes,
  RandomStream,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Happening,
  type ModelClass,
  type Resource,
  type Steps,
} from '@disco-engine/sdk';
import type { Benchmark, Prepared } from './benchmark.js';
import { bytesInUse } from './bytes-in-use.js';
import { simPyFigures } from './simpy-queue.js';
import { PHOLD_MEAN, PHOLD_MIN_DELAY, PHOLD_SIZES } from './phold.js';

const UNIT = 2 ** -32;
const { processes: PROCESSES } = PHOLD_SIZES.c;
const LOAD = 0.8;
const WAITING = 100_000;

const step = simproc('step');

/** Processes that hold again and again, with delays drawn as in the reference loop. */
@Node('holder', { processes: step })
class Holder {
  holds = 0;

  constructor(
    private readonly processes: Processes,
    private readonly random: RandomStream,
  ) {
    for (let at = 0; at < PROCESSES; at++) processes.start(this.work());
  }

  *work(): Steps {
    const { processes, random } = this;
    for (;;) {
      yield* processes.hold(PHOLD_MIN_DELAY - PHOLD_MEAN * Math.log((random.uint32() + 1) * UNIT));
      this.holds += 1;
    }
  }
}

@Model({ name: 'holds', simprocs: [step], nodes: [Holder] })
class Holds {}

/** Customers of an M/M/1 queue, each of them a process. */
@Node('bank', { processes: step })
class Bank {
  served = 0;
  private readonly counter: Resource;

  constructor(
    private readonly processes: Processes,
    private readonly random: RandomStream,
  ) {
    this.counter = processes.resource('counter');
  }

  @Process()
  *arrivals(): Steps {
    const { processes, random } = this;
    for (;;) {
      yield* processes.hold(-Math.log((random.uint32() + 1) * UNIT) / LOAD);
      processes.start(this.customer());
    }
  }

  *customer(): Steps {
    const turn = yield* this.counter.acquire();
    yield* this.processes.hold(-Math.log((this.random.uint32() + 1) * UNIT));
    turn.release();
    this.served += 1;
  }
}

@Model({ name: 'bank', simprocs: [step], nodes: [Bank] })
class Queue {}

/** At epoch 1 it starts processes that wait for something that never comes. */
@Node('idler', { processes: step })
class Idler {
  private readonly never: Happening;

  constructor(private readonly processes: Processes) {
    this.never = processes.happening('never');
  }

  @Process()
  *beginning(): Steps {
    yield* this.processes.until(1);
    for (let at = 0; at < WAITING; at++) this.processes.start(this.waiting());
  }

  *waiting(): Steps {
    yield* this.never;
  }
}

@Model({ name: 'idlers', simprocs: [step], nodes: [Idler] })
class Idlers {}

/** Holds of processes, customers of a queue, and the memory of a waiting process. */
export const processesBenchmark: Benchmark = {
  name: 'processes',
  configs: { hold: 'c', queue: 'c' },
  prepare: (config, events) => (config === 'hold' ? holds(events) : customers(events)),
};

async function holds(count: number): Promise<Prepared> {
  const simulation = await simulationOf(Holds, 'holder');
  const holder = simulation.node('holder/1', Holder);
  return {
    run() {
      // Their mean is 1.
      const stretch = count / (10 * PROCESSES);
      for (let horizon = stretch; holder.holds < count; horizon += stretch) simulation.until(horizon);
      return holder.holds;
    },
    figures: async () => ({ bytesPerWaitingProcess: await bytesPerWaitingProcess() }),
  };
}

async function customers(count: number): Promise<Prepared> {
  const simulation = await simulationOf(Queue, 'bank');
  const bank = simulation.node('bank/1', Bank);
  let perSecond = 0;
  return {
    run() {
      const start = performance.now();
      const stretch = count / (10 * LOAD);
      for (let horizon = stretch; bank.served < count; horizon += stretch) simulation.until(horizon);
      perSecond = (bank.served * 1000) / (performance.now() - start);
      return bank.served;
    },
    figures: () => simPyFigures(perSecond),
  };
}

function simulationOf(model: ModelClass, type: string): Promise<Simulation> {
  const scenario = new ScenarioBuilder(type).vertex(type, '1').build();
  return Simulation.create(model, { scenario, seed: 1, digest: 'off' });
}

async function bytesPerWaitingProcess(): Promise<number> {
  const simulation = await simulationOf(Idlers, 'idler');
  simulation.until(1);
  const before = bytesInUse();
  simulation.until(2);
  return (bytesInUse() - before) / WAITING;
}
