import {
  DiscoError,
  entryAt,
  type ActivationContext,
  type EventBatch,
  type Handler,
  type NodeProgram,
  type NodeRuntime,
  type PromiseMethod,
} from '@disco-engine/kernel';
import { DataLogger } from '../logging/data-logger.js';
import { RunLog } from '../logging/run-log.js';
import type { ModelSpecification, NodeTypeSpecification } from '../model/model-specification.js';
import type { HostedData } from '../node/hosted-data.js';
import { NodeContext, type RunServices } from '../node/node-context.js';
import { NodeData } from '../node/node-data.js';
import type { RunContainer } from './run-container.js';

/**
 * Performs a call of the model's code (a constructor, an `@OnInit` method, a handler or a promise method) and returns its
 * result. `activation` is given for handlers; its port is -1 while observers run inside the call.
 */
export type Around = <Result>(call: () => Result, activation?: ActivationContext) => Result;

/**
 * Makes the instances of all nodes, then calls their `@OnInit` methods, both in the order of the node names or in the given
 * one.
 *
 * @param options.order a permutation of the node indices
 * @param options.around performs all calls of the model's code, instead of plain calls
 * @throws DiscoError `NODE_FAILED`, with the name of the node and the error as `cause`
 */
export function makeNodes(
  model: ModelSpecification,
  hosted: HostedData,
  services: RunServices,
  container: RunContainer,
  { order, around }: { readonly order?: Int32Array | undefined; readonly around?: Around | undefined } = {},
): NodeRuntime[] {
  const { tables } = services.kernel.topology;
  const runLog = container.find(RunLog) ?? new RunLog();
  const programs = model.nodeTypes.map((type) =>
    around === undefined ? programOf(type) : surrounded(programOf(type), around),
  );
  const attempt = <T>(node: string, what: string, action: () => T): T =>
    attemptPlainly(node, what, around === undefined ? action : () => around(action));
  const made = Array.from(order ?? tables.nodes.keys(), (index) => {
    const type = tables.typeOf[index] ?? NaN;
    const { nodeClass, initMethods } = entryAt(model.nodeTypes, type);
    const context = new NodeContext(services, index);
    const data = new NodeData(hosted, index);
    const size = (tables.vertexStarts[index + 1] ?? NaN) - (tables.vertexStarts[index] ?? NaN);
    const log = once(() => new DataLogger(runLog, { name: context.node, size, clock: services.kernel }));
    const {
      support,
      processes: simproc = NaN,
      processMethods,
      handlerMethods,
      receives,
    } = entryAt(model.nodeTypes, type);
    const processes = once(() => {
      if (support === undefined) throw new TypeError('it has no processes');
      const isShared = handlerMethods[simproc] !== undefined;
      const place = { kernel: services.kernel, node: index, simproc, isShared, receives };
      return support.make(place, nodeClass, () => (runLog.takesChannels ? log() : undefined));
    });
    const state = attempt(context.node, 'made', () => container.make(nodeClass, { context, data, log, processes }));
    support?.keep(state, processes());
    context.made?.(state);
    const runtime = { node: context.node, program: entryAt(programs, type), state };
    return { runtime, initMethods, start: (name: string) => support?.start(state, processes(), name), processMethods };
  });
  for (const { runtime, initMethods, processMethods, start } of made) {
    const state = runtime.state as Readonly<Record<string, (() => void) | undefined>>;
    for (const name of initMethods)
      attempt(runtime.node, 'initialized', () => {
        const method = state[name];
        if (method === undefined) throw new TypeError(`it has no method '${name}'`);
        method.call(state);
      });
    for (const name of processMethods) attempt(runtime.node, 'started', () => start(name));
  }
  return made.map(({ runtime }) => runtime);
}

/** The methods of a node class as a program for the kernel, which calls them with a node instance as `this`. */
function programOf({
  nodeClass,
  handlerMethods,
  extensionHandlers = [],
  promiseMethods,
  processes,
  receives,
  support,
}: NodeTypeSpecification): NodeProgram {
  const prototype = nodeClass.prototype as Readonly<Record<string, never>>;
  const method = (name: string | undefined): undefined => (name === undefined ? undefined : prototype[name]);
  const promises = promiseMethods.map(method);
  const handlers: (Handler | undefined)[] = handlerMethods.map(
    (name, simproc) => extensionHandlers[simproc] ?? method(name),
  );
  if (support === undefined) return { handlers, promises };
  return {
    handlers: handlers.map((own, simproc) => {
      const handler = receives.includes(simproc) ? support.receiving(own, simproc) : own;
      return simproc === processes ? support.stepping(handler) : support.settling(handler);
    }),
    promises,
  };
}

function surrounded({ handlers, promises = [] }: NodeProgram, around: Around): NodeProgram {
  return {
    handlers: handlers.map(
      (handler): Handler | undefined =>
        handler &&
        function (this: never, batch: EventBatch, context: ActivationContext): void {
          return around(() => handler.call(this, batch, context), context);
        },
    ),
    promises: promises.map(
      (promise): PromiseMethod | undefined =>
        promise &&
        function (this: never): number {
          return around(() => promise.call(this));
        },
    ),
  };
}

/** Makes a value on the first call, and returns the same one afterwards. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function attemptPlainly<T>(node: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('NODE_FAILED', `node '${node}' could not be ${what}: ${reason}`, { node }, { cause });
  }
}
