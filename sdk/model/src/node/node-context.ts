import {
  DiscoError,
  NO_LINK,
  entryAt,
  type Kernel,
  type LayeredGraph,
  type PhiloxStream,
  type RandomStream,
  type RandomStreams,
  type Timer,
  type Wakeup,
} from '@disco-engine/kernel';
import { simprocName, type SimprocRef } from '../model/simproc.js';
import { Successors } from './successors.js';
import { dueAfter } from './due-after.js';
import { negativeDelay } from './negative-delay.js';
import { undeclaredLink } from './undeclared-link.js';
import type { Reaches } from './reaches.js';

/** The time of an event: an epoch or a delay. If neither is given, the event takes the minimum delay of its layer. */
export type Due =
  { readonly epoch?: number; readonly delay?: never } | { readonly delay?: number; readonly epoch?: never };

/** The time of a timer: an epoch or a delay. */
export type TimerDue =
  { readonly at: number; readonly after?: never } | { readonly after: number; readonly at?: never };

/** A timer to be set. The payload may be omitted if its type allows null. */
export type TimerOptions<Payload> = TimerDue &
  (null extends Payload ? { readonly payload?: NoInfer<Payload> } : { readonly payload: NoInfer<Payload> });

/** Services shared by all nodes of a run. */
export interface RunServices {
  readonly kernel: Kernel;
  readonly reaches: Reaches;
  readonly streams: RandomStreams;
  readonly graph: LayeredGraph;
}

/**
 * A node's view of the run, injected into its constructor. Actions (send, wakeup, timer) belong to the running handler and
 * throw anywhere else.
 */
export class NodeContext {
  /** The node's name, `type/key`. */
  readonly node: string;
  /** @internal Called with the node once it has been made, for injected classes that handle events on its behalf. */
  declare made?: (node: object) => void;
  readonly #index: number;
  readonly #services: RunServices;
  #successors: (Successors | undefined)[] | undefined;
  // The simproc of the last timer: most nodes set timers for only one.
  #timerRef: SimprocRef<never> | undefined;
  #timerSimproc = -1;

  /** @internal */
  constructor(services: RunServices, index: number) {
    this.#services = services;
    this.#index = index;
    this.node = services.kernel.topology.nodeName(index);
  }

  /** The current epoch; 0 before the run starts. */
  get epoch(): number {
    return this.#services.kernel.epoch;
  }

  /** The successors of this node on a layer. Call it once, in the constructor or in `@OnInit`, and keep the result. */
  successors<Payload>(simproc: SimprocRef<Payload>): Successors<Payload> {
    const layer = this.#simproc(simproc);
    const known = (this.#successors ??= [])[layer];
    const { kernel, reaches } = this.#services;
    const successors = known ?? new Successors(kernel, this.#index, reaches.onLayer(this.#index, layer));
    this.#successors[layer] = successors;
    return successors as Successors<Payload>;
  }

  /**
   * This node as its own successor on a layer, with index 0.
   *
   * @throws DiscoError `SEND_UNDECLARED` if neither a self relation nor a complete layer leads there, `SIMPROC_UNKNOWN`
   */
  self<Payload>(simproc: SimprocRef<Payload>): Successors<Payload> {
    const { kernel, reaches } = this.#services;
    const reach = reaches.self(this.#index, this.#simproc(simproc));
    if (reach.names.length > 0) return new Successors(kernel, this.#index, reach);
    const message = `node '${this.node}' has no self relation to '${reach.simproc}'; name it in \`selfRelations\` of the @OnEvent method that sends there`;
    const target = `${this.node}/${reach.simproc}`;
    throw new DiscoError('SEND_UNDECLARED', message, { node: this.node, target });
  }

  /**
   * Sends an event to a node by name. In a busy handler, sending by index to `successors` is faster.
   *
   * @throws DiscoError `SEND_UNDECLARED` if no link leads there, `SIMPROC_UNKNOWN`, `DELAY_INVALID`, and as
   * `ActivationContext.send`
   *
   * @example
   * this.context.send({ node: 'stage/Retail_0001', simproc: supply, delay: 2, payload: { quantity: 3 } });
   */
  send<Payload>(
    event: { readonly node: string; readonly simproc: SimprocRef<Payload>; readonly payload: NoInfer<Payload> } & Due,
  ): void {
    const { kernel } = this.#services;
    const { topology } = kernel;
    const layer = this.#simproc(event.simproc);
    this.#requireActive('send');
    const target = topology.nodeIndex(event.node);
    if (target < 0) {
      const message = `node '${this.node}' sent to '${event.node}', which does not exist; names have the form type/key`;
      throw new DiscoError('NODE_UNKNOWN', message, { node: this.node, epoch: kernel.epoch, target: event.node });
    }
    const link = topology.link(kernel.port, topology.port(target, layer));
    if (link === NO_LINK) throw undeclaredLink(kernel, event.node, topology.simprocName(layer));
    if ((event.delay ?? 0) < 0) throw negativeDelay(kernel, link, event.delay ?? NaN);
    const minimumDelay = topology.tables.simprocs[layer]?.minimumDelay ?? NaN;
    const epoch = event.epoch ?? dueAfter(kernel.epoch, event.delay ?? minimumDelay, minimumDelay);
    kernel.send(link, epoch, event.payload);
  }

  /**
   * Activates the running simproc of this node again at an epoch later than now. For a delay, use `wakeupAfter`. Asking again
   * for the same epoch has no effect.
   *
   * @returns a handle that cancels the wakeup, in an activation of the same simproc
   */
  wakeup(epoch: number): Wakeup {
    this.#requireActive('wakeup');
    return this.#services.kernel.wakeup(epoch);
  }

  /** Like `wakeup`, but nothing activates the simproc before it: earlier events wait, and are in the batch of that activation. */
  hardWakeup(epoch: number): Wakeup {
    this.#requireActive('hardWakeup');
    return this.#services.kernel.wakeup(epoch, true);
  }

  /**
   * Activates the running simproc of this node again after a delay, such as an interarrival or service time. If the delay is 0,
   * or so small that now + delay rounds to now, the wakeup is at the next double after now, so a run never ends because of it.
   *
   * @param delay a finite number of at least 0, in units of simulated time
   * @throws DiscoError as `ActivationContext.wakeupAfter`
   *
   * @example
   * this.context.wakeupAfter(this.gap());
   */
  wakeupAfter(delay: number): Wakeup {
    this.#requireActive('wakeupAfter');
    return this.#services.kernel.wakeupAfter(delay);
  }

  /** Like `wakeupAfter`, but nothing activates the simproc before it, as with `hardWakeup`. */
  hardWakeupAfter(delay: number): Wakeup {
    this.#requireActive('hardWakeupAfter');
    return this.#services.kernel.wakeupAfter(delay, true);
  }

  /**
   * Sends an event of this node to one of its own simprocs, even a higher one; no link needs to be declared. The `@OnEvent`
   * method of that simproc receives it like any other event, with this node as the sender. Until then it can be canceled: a
   * canceled timer causes no activation.
   *
   * @param simproc one that this node handles
   * @param options `at`, an epoch later than now; or `after`, a delay of at least 0 in units of simulated time, where one that is 0 or
   * lost in rounding takes the next double after now, as with `wakeupAfter`; and the `payload`, null by default
   * @throws DiscoError `SIMPROC_UNKNOWN`, `ARGUMENT_INVALID` with both `at` and `after`, and as `ActivationContext.timer`
   *
   * @example
   * this.end = this.context.timer(finish, { after: this.serviceTime(), payload: job });
   * …
   * this.end.cancel();
   */
  timer<Payload>(simproc: SimprocRef<Payload>, options: TimerOptions<Payload>): Timer {
    this.#requireActive('timer');
    if (simproc !== this.#timerRef) {
      this.#timerSimproc = this.#simproc(simproc);
      this.#timerRef = simproc;
    }
    const { kernel } = this.#services;
    const { at, after, payload = null } = options;
    if (after === undefined) return kernel.timer(this.#timerSimproc, at, payload);
    if (at === undefined) return kernel.timerAfter(this.#timerSimproc, after, payload);
    const message = `node '${this.node}' set a timer both at ${String(at)} and after ${String(after)}; give only one of them`;
    throw new DiscoError('ARGUMENT_INVALID', message, { node: this.node, epoch: kernel.epoch });
  }

  /**
   * A random stream of this node, determined by the master seed, the replication, the node and the stream's name. Each call
   * opens the stream from its start, so call it once and keep the result.
   */
  random(stream = ''): RandomStream {
    return this.#services.streams.open(this.node, stream);
  }

  /** A counter-based stream, which gives random access to its draws. */
  counterBasedRandom(stream = ''): PhiloxStream {
    return this.#services.streams.openCounterBased(this.node, stream);
  }

  /**
   * A random stream of one of this node's vertices: the stream that the vertex would have as its own node. Its draws therefore
   * do not depend on how vertices are grouped into nodes.
   *
   * @param vertex key of the vertex
   * @throws DiscoError `VERTEX_UNKNOWN` for a vertex of another node
   */
  vertexRandom(vertex: string, stream = ''): RandomStream {
    const { kernel, graph, streams } = this.#services;
    const { nodeOfVertex, typeOf, typeNames } = kernel.topology.tables;
    if (nodeOfVertex[graph.indexOf(vertex)] !== this.#index)
      throw new DiscoError('VERTEX_UNKNOWN', `node '${this.node}' has no vertex '${vertex}'`, { node: this.node });
    return streams.open(`${entryAt(typeNames, typeOf[this.#index] ?? NaN)}/${vertex}`, stream);
  }

  #simproc(ref: SimprocRef<never>): number {
    const { topology } = this.#services.kernel;
    const index = topology.simprocIndex(simprocName(ref));
    if (index >= 0) return index;
    const known = topology.tables.simprocs.map(({ name }) => name).join(', ');
    throw new DiscoError(
      'SIMPROC_UNKNOWN',
      `node '${this.node}' asked for unknown simproc '${simprocName(ref)}'; the model has: ${known}`,
      {
        node: this.node,
      },
    );
  }

  #requireActive(call: string): void {
    const { kernel } = this.#services;
    if (kernel.port !== -1 && kernel.topology.nodeOf(kernel.port) === this.#index) return;
    throw new DiscoError(
      'CALL_OUTSIDE_HANDLER',
      `${call} of node '${this.node}' was called while none of its handlers was running; call it from an @OnEvent method, during its activation`,
      { node: this.node },
    );
  }
}
