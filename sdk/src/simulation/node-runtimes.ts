import { DiscoError, type NodeProgram, type NodeRuntime } from '@disco-engine/kernel';
import type { NodeTypeSpecification } from '../model/model-specification.js';
import type { NodeServices, RunContainer } from './run-container.js';

/** A node that is to be made: its type, and what its constructor may ask for. */
export interface NodePlan extends NodeServices {
  readonly type: NodeTypeSpecification;
}

/**
 * Makes the instances of all nodes in the given order, then calls what `@OnInit` marks, in the same order.
 *
 * @throws DiscoError `NODE_FAILED`, with the name of the node and the error as `cause`
 */
export function nodeRuntimes(plans: readonly NodePlan[], container: RunContainer): NodeRuntime[] {
  const programs = new Map<NodeTypeSpecification, NodeProgram>();
  const runtimes = plans.map((plan) => {
    const { type, context } = plan;
    const program = programs.get(type) ?? programOf(type);
    programs.set(type, program);
    const state = attempt(context.node, 'made', () => container.make(type.nodeClass, plan));
    return { node: context.node, program, state };
  });
  plans.forEach(({ type, context }, index) => {
    for (const name of type.initMethods) {
      const state = runtimes[index]?.state as Readonly<Record<string, () => void>>;
      attempt(context.node, 'initialised', () => state[name]?.());
    }
  });
  return runtimes;
}

/** The methods of a node class as a program for the kernel, which calls them with an instance as `this`. */
function programOf({ nodeClass, handlerMethods, promiseMethods }: NodeTypeSpecification): NodeProgram {
  const prototype = nodeClass.prototype as Readonly<Record<string, never>>;
  const method = (name: string | undefined): undefined => (name === undefined ? undefined : prototype[name]);
  return { handlers: handlerMethods.map(method), promises: promiseMethods.map(method) };
}

function attempt<T>(node: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('NODE_FAILED', `node '${node}' could not be ${what}: ${reason}`, { node }, { cause });
  }
}
