import { entryAt } from '@disco-engine/kernel';
import {
  Interrupted,
  type Container,
  type Processes,
  type ReceivedSimproc,
  type Resource,
  type RunningProcess,
  type Signal,
  type Steps,
  type Store,
  type Unit,
  type Wait,
} from '@disco-engine/sdk';
import type { ModelCalls } from './model-outcome.js';
import type { ProgramNode } from './program-node.js';
import type { RandomProcesses, RandomProgram } from './random-model.js';

/** Steps of all processes of a node together. */
const STAMINA = 40;
/** Steps of one process, and of one that another process starts. */
const LIFE = 15;
const CHILDHOOD = 2;
const MOST_ALIVE = 5;

/** The environment of the processes of a random model's node. */
export interface ProcessWorld {
  readonly plan: RandomProcesses;
  /** Program of the port in which they run. */
  readonly program: RandomProgram;
  readonly processes: Processes;
  readonly calls: ModelCalls;
  readonly epoch: () => number;
  /** The simprocs whose events they receive. */
  readonly simprocs: readonly ReceivedSimproc<number>[];
}

/**
 * The processes of a node of a random model. What they do, and when, depends on everything the node has received, and
 * enters its state.
 */
export class ProgramProcesses {
  readonly #desk: Resource;
  readonly #shelf: Store<number>;
  readonly #tank: Container;
  readonly #bell: Signal<number>;
  /** A unit held by a handler. */
  #unit: Unit | undefined;
  #left = STAMINA;
  #notes: string[] = [];

  constructor(
    private readonly node: ProgramNode,
    private readonly world: ProcessWorld,
  ) {
    const { processes, plan, simprocs } = world;
    this.#desk = processes.resource('desk', { capacity: 1 });
    this.#shelf = processes.store('shelf', { capacity: 2, order: (a, b) => (a % 4) - (b % 4) });
    this.#tank = processes.container('tank', { capacity: 4, level: 2 });
    this.#bell = processes.signal('bell');
    for (const simproc of simprocs.slice(1)) processes.inbox(simproc);
    for (let at = 0; at < plan.count; at++) processes.start(this.#life());
  }

  /** What they have done since the last call. */
  takeNotes(): string[] {
    const notes = this.#notes;
    this.#notes = [];
    return notes;
  }

  /** What a handler of the node does with the things that the processes use. */
  poke(): void {
    if (this.#left <= 0) return;
    this.#left -= 1;
    const amount = 1 + this.#draw(3);
    switch (this.#draw(7)) {
      case 0:
        return this.#note(`offered ${this.#shelf.offer(this.#draw(64))}`);
      case 1:
        return this.#note(`took ${this.#shelf.take()}`);
      case 2:
        return this.#note(`filled ${this.#tank.offer(amount)}`);
      case 3:
        return this.#note(`emptied ${this.#tank.take(amount)}`);
      case 4:
        return this.#takeUnit();
      case 5:
        return this.#interrupt();
      default:
        return this.#bell.fire(amount);
    }
  }

  #takeUnit(): void {
    this.#unit?.release();
    this.#unit = this.#unit === undefined ? this.#desk.tryAcquire() : undefined;
    this.#note(`unit ${this.#unit !== undefined}`);
  }

  *#life(steps = LIFE): Steps<number> {
    for (let left = steps; left > 0 && this.#left-- > 0; left--) {
      try {
        yield* this.#step();
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        this.#note('interrupted');
      }
    }
    return this.#draw(8);
  }

  *#step(): Steps {
    const { world } = this;
    const { processes, plan, simprocs } = world;
    const amount = 1 + this.#draw(4);
    switch (this.#draw(15)) {
      case 0:
      case 1:
        yield* processes.hold(this.#delay());
        return this.#note('held');
      case 2:
      case 3:
        return yield* this.#work();
      case 4:
        return yield* this.#within('get', this.#shelf.get());
      case 5:
        return yield* this.#within(
          'get what fits',
          this.#shelf.get((item) => item % 2 === amount % 2),
        );
      case 6:
        return yield* this.#put(amount);
      case 7:
        return yield* this.#within('fuel', this.#tank.get(amount));
      case 8:
        return yield* this.#all(amount);
      case 9: {
        const [simproc] = simprocs;
        if (simproc === undefined) return this.#bell.fire(amount);
        const event = yield* processes.event(simproc, {
          patience: this.#delay(),
          where: ({ payload }) => payload % 4 < amount,
        });
        return this.#note(
          event === undefined ? 'no event' : `event ${event.payload} of ${event.sender} @${event.epoch}`,
        );
      }
      case 10: {
        const simproc = simprocs.at(-1);
        if (simproc === undefined || simprocs.length < 2) return yield* this.#within('bell', this.#bell.next());
        return yield* this.#within('inbox', processes.inbox(simproc).get());
      }
      case 11:
        return this.#interrupt();
      case 12:
        return yield* this.#child();
      case 13:
        return yield* this.#within(
          'condition',
          processes.when(() => this.#tank.level >= amount),
        );
      default:
        return this.#note(this.node.call(plan.port, world.epoch(), world.calls));
    }
  }

  *#work(): Steps {
    const unit = yield* this.#desk.acquire({ priority: this.#draw(4), preempt: true, patience: this.#delay() });
    if (unit === undefined) return this.#note('lost patience');
    this.#note('got a unit');
    try {
      yield* this.world.processes.hold(this.#delay());
    } finally {
      this.#note(`held it: ${unit.isHeld}`);
      unit.release();
    }
  }

  *#put(amount: number): Steps {
    const put = this.#draw(2) === 0 ? this.#shelf.put(this.#draw(64)) : this.#tank.put(amount);
    try {
      yield* this.#within('put', put);
    } finally {
      this.#note(`put: ${put.isDone}`);
    }
  }

  *#all(amount: number): Steps {
    const { processes } = this.world;
    const all = processes.allOf(this.#desk.acquire({ priority: amount }), this.#shelf.get(), this.#tank.get(amount));
    yield* this.#within('all', all);
    all.value?.[0].release();
  }

  *#child(): Steps {
    const { processes } = this.world;
    if (processes.alive.length >= MOST_ALIVE) return;
    const child = processes.start(this.#life(CHILDHOOD));
    if (this.#draw(2) === 0) yield* this.#within('child', child);
  }

  /** Waits for something for a limited time. */
  *#within(name: string, wait: Wait<unknown>): Steps {
    const { processes } = this.world;
    const come = yield* processes.firstOf(wait, processes.hold(this.#delay()));
    const value = typeof wait.value === 'number' ? ` ${wait.value}` : '';
    this.#note(come.has(wait) ? `${name}${value}` : `no ${name}`);
  }

  #interrupt(): void {
    const { alive, active } = this.world.processes;
    const others = alive.filter((process) => process !== active);
    if (others.length === 0) return this.#note('nobody to interrupt');
    const process: RunningProcess<unknown> = entryAt(others, this.#draw(others.length));
    process.interrupt(this.#draw(8));
    this.#note(`interrupted ${process.label}`);
  }

  /** A delay that does not lead past the greatest epoch. */
  #delay(): number {
    const { delays } = this.world.program;
    const delay = entryAt(delays, this.#draw(delays.length));
    return this.world.epoch() + delay < Infinity ? delay : 0;
  }

  #draw(bound: number): number {
    return this.node.draw(bound);
  }

  #note(what: string): void {
    this.#notes.push(what);
    this.node.take(what);
  }
}
