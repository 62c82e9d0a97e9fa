import { DiscoError, shownValue, type ReceivedEvent } from '@disco-engine/kernel';
import type { DataLogger } from '../logging/data-logger.js';
import { Agenda, type AgendaHost } from './agenda.js';
import { Condition } from './condition.js';
import { Container, type ContainerOptions } from './container.js';
import { EventWait, type EventOptions } from './event-wait.js';
import { generatorNames } from './generator-names.js';
import { Happening } from './happening.js';
import { Hold } from './hold.js';
import { keepAgenda, receivingProcesses, settlingProcesses, steppingProcesses } from './process-handlers.js';
import { Mailbox } from './mailbox.js';
import { ProcessPort } from './process-port.js';
import type { ProcessSupport } from './process-support.js';
import type { ReceivedSimproc } from './received-simproc.js';
import { RunningProcess, type Steps } from './running-process.js';
import { Resource } from './resource.js';
import { ResourceLog } from './resource-log.js';
import { AllOf, FirstOf, type ValuesOf } from './several.js';
import { Signal } from './signal.js';
import { Store, type StoreOptions } from './store.js';
import type { Wait } from './wait.js';

/**
 * The processes of a node and the resources they share, injected into its constructor. A process is a generator method: it
 * waits with `yield*` and continues, in the port that `@Node` names for processes, when the wait is done.
 *
 * @example
 * @Node('bank') class Bank {
 *   readonly counter: Resource;
 *   constructor(private readonly processes: Processes, random: RandomStream) {
 *     this.counter = processes.resource('counter', { capacity: 2 });
 *   }
 *   @Process()
 *   *arrivals(): Steps {
 *     for (;;) {
 *       yield* this.processes.hold(this.gap.sample());
 *       this.processes.start(this.customer());
 *     }
 *   }
 * }
 */
export class Processes {
  // A getter: bundlers keep a class whose static fields are set while it loads.
  /** @internal */
  static get processSupport(): ProcessSupport {
    return SUPPORT;
  }

  readonly #agenda: Agenda;
  readonly #log: () => DataLogger | undefined;
  readonly #nameOf: (steps: object) => string | undefined;
  /** By the number of the simproc. */
  readonly #mailboxes: ReadonlyMap<number, Mailbox<unknown>>;

  /**
   * @internal
   * @param log of the node while channels may be registered; undefined later
   * @param receives names of the simprocs whose events the processes receive, by their numbers
   */
  constructor(
    host: AgendaHost,
    {
      log,
      nameOf,
      receives = [],
    }: {
      log: () => DataLogger | undefined;
      nameOf: (steps: object) => string | undefined;
      receives?: readonly (readonly [simproc: number, name: string])[];
    },
  ) {
    this.#agenda = new Agenda(host);
    this.#log = log;
    this.#nameOf = nameOf;
    this.#mailboxes = new Map(receives.map(([simproc, name]) => [simproc, new Mailbox(this.#agenda, name)]));
  }

  /** @internal */
  get mailboxes(): ReadonlyMap<number, Mailbox<unknown>> {
    return this.#mailboxes;
  }

  /** @internal */
  get agenda(): Agenda {
    return this.#agenda;
  }

  /** The running process; undefined in a handler. */
  get active(): RunningProcess<unknown> | undefined {
    return this.#agenda.active as RunningProcess<unknown> | undefined;
  }

  /** All processes that have not ended, in order of starting. */
  get alive(): readonly RunningProcess<unknown>[] {
    return this.#agenda.alive as RunningProcess<unknown>[];
  }

  /**
   * Starts a process at this epoch, before anything else that is due; in a constructor or `@OnInit`, at epoch 0.
   *
   * @param steps the generator that a method of the node returned
   * @param name for errors and traces; by default that of the method
   * @throws DiscoError `STEPS_INVALID` if it is no generator; `STEPS_REUSED` if it has been started
   *
   * @example
   * const machine = this.processes.start(this.work(job));
   * const parts = yield* machine; // waits for its end and returns its result
   */
  start<Value>(steps: Steps<Value>, name?: string): RunningProcess<Value> {
    return new RunningProcess(this.#agenda, name ?? this.#nameOf(steps) ?? 'process', steps);
  }

  /**
   * Waits for time to pass. With a delay that is 0, or lost in rounding, it continues at this epoch, after everything already
   * due.
   *
   * @param delay a finite number of at least 0
   * @throws DiscoError `DELAY_INVALID`
   */
  hold(delay: number): Wait<void> {
    const { epoch } = this.#agenda;
    const until = epoch + delay;
    if (!(typeof delay === 'number' && delay >= 0 && until < Infinity)) throw this.#invalidDelay(delay);
    return this.#agenda.made(new Hold(this.#agenda, until));
  }

  /** Waits until an epoch, now or later. @throws DiscoError `EPOCH_INVALID` */
  until(epoch: number): Wait<void> {
    const { node, epoch: now } = this.#agenda.host;
    if (typeof epoch === 'number' && epoch >= now && epoch < Infinity)
      return this.#agenda.made(new Hold(this.#agenda, epoch));
    const message = `a process of node '${node}' waited until ${shownValue(epoch)} at epoch ${now}; give a finite epoch that is not in the past`;
    throw new DiscoError('EPOCH_INVALID', message, { node, epoch: now });
  }

  /**
   * Waits for the first of several waits; the value is the set of those that are done. That is usually one, but all that are
   * done at once are in it: if two resources are free, their units are both held. The others are left: their requests leave
   * the queues, and anything just granted is given back.
   *
   * @example
   * const turn = this.counter.acquire();
   * const come = yield* this.processes.firstOf(turn, this.soldOut);
   * if (!come.has(turn)) return;
   */
  firstOf<Waits extends readonly Wait<unknown>[]>(...waits: Waits): Wait<ReadonlySet<Waits[number]>> {
    return this.#agenda.made(new FirstOf(this.#agenda, waits));
  }

  /** Waits for all of several waits; the value has their values, in order. */
  allOf<const Waits extends readonly Wait<unknown>[]>(...waits: Waits): Wait<ValuesOf<Waits>> {
    return this.#agenda.made(new AllOf(this.#agenda, waits));
  }

  /**
   * Waits until a condition on the state of the node holds. It is checked after each step of a process and after each handler.
   */
  when(holds: () => boolean): Wait<void> {
    return this.#agenda.made(new Condition(this.#agenda, holds));
  }

  /**
   * Creates a resource: units that are held for a while. If it is created in the constructor or in `@OnInit` and the run has a
   * log, it records the units in use (`NAME.inUse`), the queue length (`NAME.queue`) and the waiting times (`NAME.wait`).
   *
   * @throws DiscoError `ARGUMENT_INVALID`, `LOG_NAME_TAKEN`
   */
  resource(name: string, { capacity = 1 }: { readonly capacity?: number | undefined } = {}): Resource {
    return new Resource(this.#agenda, name, capacity, this.#logOf(name, 'inUse'));
  }

  /**
   * Makes the capacity of a resource follow a repeating calendar, with a process of its own. Units that are held are not taken
   * away.
   *
   * @param changes pairs of a time within the period and the capacity from then on; times ascend
   * @param options.period a finite number above all times, in units of simulated time
   * @throws DiscoError `ARGUMENT_INVALID`
   *
   * @example
   * this.processes.shifts(this.staff, [[0, 0], [8, 3], [16, 1]], { period: 24 }); // none until 8, three until 16, one until 24
   */
  shifts(
    resource: Resource,
    changes: readonly (readonly [time: number, capacity: number])[],
    { period }: { readonly period: number },
  ): RunningProcess {
    const { node, epoch } = this.#agenda.host;
    const isValid =
      changes.length > 0 &&
      changes.every(([time, units], at) => {
        const isAfter = time >= 0 && (at === 0 || time > (changes[at - 1]?.[0] ?? NaN));
        return isAfter && time < period && Number.isSafeInteger(units) && units >= 0;
      });
    if (isValid && period < Infinity)
      return this.start(followCalendar(this, resource, changes, period), `shifts of '${resource.name}'`);
    const message = `the shifts of resource '${resource.name}' of node '${node}' are ${JSON.stringify(changes)} in a period of ${shownValue(period)}; give pairs of an ascending time below the period and a whole number of at least 0`;
    throw new DiscoError('ARGUMENT_INVALID', message, { node, epoch });
  }

  /** Creates a store: items that are put in and taken out. It logs `NAME.size`, `NAME.queue` (waiting gets) and `NAME.wait`. */
  store<Item>(name: string, options: StoreOptions<Item> = {}): Store<Item> {
    return new Store(this.#agenda, name, options, this.#logOf(name, 'size'));
  }

  /** Creates a container: an amount that is put in and taken out. It logs `NAME.level`, `NAME.queue` (waiting gets) and `NAME.wait`. */
  container(name: string, options: ContainerOptions = {}): Container {
    return new Container(this.#agenda, name, options, this.#logOf(name, 'level'));
  }

  /**
   * Waits for the next event of a simproc, with its sender and epoch. All processes that wait for an event receive it; an event
   * that arrives while none waits is not kept: for that, see `inbox`. List the simproc in `receives` of a `@Process`. An
   * `@OnEvent` method for it runs first, with the whole batch.
   *
   * If a batch has several events, each is delivered once the processes have done all they can after the one before, so a
   * process that waits again at once misses none.
   *
   * @throws DiscoError `EVENT_UNHANDLED` for a simproc that the processes do not receive
   *
   * @example
   * const answer = yield* this.processes.event(answers, { where: ({ payload }) => payload.order === order });
   */
  event<Payload>(
    simproc: ReceivedSimproc<Payload>,
    options?: Omit<EventOptions<NoInfer<Payload>>, 'patience'>,
  ): Wait<ReceivedEvent<Payload>>;
  /** Waits with a deadline: the result is undefined if none arrived in time. An event exactly at the deadline is in time. */
  event<Payload>(
    simproc: ReceivedSimproc<Payload>,
    options: EventOptions<NoInfer<Payload>>,
  ): Wait<ReceivedEvent<Payload> | undefined>;
  event<Payload>(
    simproc: ReceivedSimproc<Payload>,
    options: EventOptions<Payload> = {},
  ): Wait<ReceivedEvent<Payload> | undefined> {
    const mailbox = this.#mailbox(simproc);
    const wait = this.#agenda.made(new EventWait(this.#agenda, mailbox, options));
    mailbox.add(wait);
    return wait;
  }

  /**
   * Keeps all events of a simproc that arrive from now on, each for one process to take. It is a store that has the name of the
   * simproc and logs as a store does. List the simproc in `receives` of a `@Process`, and create the inbox in the constructor.
   *
   * @throws DiscoError `EVENT_UNHANDLED` for a simproc that the processes do not receive
   *
   * @example
   * this.orders = processes.inbox(order);
   * …
   * const { payload, sender } = yield* this.orders.get();
   */
  inbox<Payload>(simproc: ReceivedSimproc<Payload>): Store<ReceivedEvent<Payload>> {
    const mailbox = this.#mailbox(simproc);
    return (mailbox.inbox ??= this.store<ReceivedEvent<Payload>>(mailbox.simproc));
  }

  /** Creates a signal: a recurring occurrence. */
  signal<Value = void>(name: string): Signal<Value> {
    return new Signal(this.#agenda, name);
  }

  /** Creates a happening: a one-time occurrence. */
  happening<Value = void>(name: string): Happening<Value> {
    return new Happening(this.#agenda, name);
  }

  #mailbox<Payload>(simproc: ReceivedSimproc<Payload>): Mailbox<Payload> {
    const name = typeof simproc === 'string' ? simproc : simproc.name;
    for (const mailbox of this.#mailboxes.values())
      if (mailbox.simproc === name) return mailbox as Mailbox<unknown> as Mailbox<Payload>;
    const { node, epoch } = this.#agenda.host;
    const known = [...this.#mailboxes.values()].map((mailbox) => `'${mailbox.simproc}'`).join(', ');
    const message = `processes of node '${node}' receive no events of simproc '${name}' (they receive: ${known || 'none'}); list it in \`receives\` of a @Process method of the class`;
    throw new DiscoError('EVENT_UNHANDLED', message, { node, epoch });
  }

  #logOf(name: string, use: string): ResourceLog | undefined {
    const log = this.#log();
    return log && new ResourceLog(log, name, use);
  }

  #invalidDelay(delay: number): DiscoError {
    const { node, epoch } = this.#agenda.host;
    const message = `a process of node '${node}' held for ${shownValue(delay)} at epoch ${epoch}; a delay is a finite number of at least 0${delay === Infinity ? ', and a process that has nothing left to wait for returns' : ''}`;
    return new DiscoError('DELAY_INVALID', message, { node, epoch });
  }
}

function* followCalendar(
  processes: Processes,
  resource: Resource,
  changes: readonly (readonly [time: number, capacity: number])[],
  period: number,
): Steps {
  const { epoch: start } = processes.agenda;
  for (let round = Math.floor(start / period); ; round++) {
    for (const [time, units] of changes) {
      // Multiply instead of adding, so that rounding errors do not accumulate.
      const due = round * period + time;
      if (due >= processes.agenda.epoch) yield* processes.until(due);
      resource.capacity = units;
    }
  }
}

const SUPPORT: ProcessSupport = {
  token: Processes,
  make: ({ kernel, node, simproc, isShared, receives }, nodeClass, log) =>
    new Processes(new ProcessPort(kernel, node, simproc, isShared), {
      log,
      nameOf: generatorNames(nodeClass),
      receives: receives.map((index) => [index, kernel.topology.simprocName(index)] as const),
    }),
  keep: (node, processes) => keepAgenda(node, (processes as Processes).agenda, (processes as Processes).mailboxes),
  start: (node, processes, method) => {
    const own = node as Readonly<Record<string, () => Steps<unknown>>>;
    if (own[method] === undefined) throw new TypeError(`it has no method '${method}'`);
    (processes as Processes).start(own[method](), method);
  },
  stepping: steppingProcesses,
  settling: settlingProcesses,
  receiving: receivingProcesses,
};
