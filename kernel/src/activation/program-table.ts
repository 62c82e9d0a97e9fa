import { InvalidInputError, type Problem } from '../errors.js';
import type { Topology } from '../topology/topology.js';
import type { Handler, NodeProgram, NodeRuntime, PromiseMethod } from './node-program.js';

/** The programs and states of all nodes as flat lists. Kinds are defined by the topology. */
export interface ProgramTable {
  /** Per port, the state of its node. */
  readonly states: readonly never[];
  /** Per kind. */
  readonly handlers: readonly Handler[];
  /** Per kind. */
  readonly promises: readonly (PromiseMethod | undefined)[];
  readonly hasPromises: boolean;
}

/** @throws InvalidInputError `RUNTIMES_INVALID` */
export function programTable(
  topology: Topology,
  runtimes: Iterable<NodeRuntime>,
  isOwn: (port: number) => boolean,
): ProgramTable {
  const { tables } = topology;
  const problems: Problem[] = [];
  const programs: (NodeProgram | undefined)[] = tables.typeNames.map(() => undefined);
  const states: (object | undefined)[] = tables.nodes.map(() => undefined);
  for (const { node, program, state } of runtimes) {
    const index = topology.nodeIndex(node);
    const type = tables.typeOf[index];
    if (index < 0)
      problems.push({ code: 'NODE_UNKNOWN', message: `the topology has no node '${node}'`, place: { node } });
    else if (!isOwn(topology.port(index, 0)))
      problems.push({ code: 'NODE_FOREIGN', message: `node '${node}' belongs to another worker`, place: { node } });
    else if (states[index] !== undefined)
      problems.push({ code: 'NODE_REPEATED', message: `node '${node}' has two runtimes`, place: { node } });
    else if ((programs[type] ??= program) !== program) {
      problems.push({
        code: 'PROGRAM_MISMATCH',
        message: `node '${node}' has a different program from other nodes of type '${tables.typeNames[type]}'`,
        place: { node },
      });
    }
    states[index] = state;
  }
  states.forEach((state, index) => {
    if (state !== undefined || !isOwn(topology.port(index, 0))) return;
    const node = topology.nodeName(index);
    problems.push({ code: 'RUNTIME_MISSING', message: `node '${node}' has no runtime`, place: { node } });
  });
  problems.push(...handlerProblems(topology, programs, isOwn));
  if (problems.length > 0) throw new InvalidInputError('RUNTIMES_INVALID', 'the list of runtimes', problems);

  const kinds = programs.flatMap((program) =>
    tables.simprocs.map((_, simproc) => ({
      handler: program?.handlers[simproc],
      promise: program?.promises?.[simproc],
    })),
  );
  const ports = Array.from({ length: topology.portCount }, (_, port) => port);
  return {
    states: ports.map((port) => states[topology.nodeOf(port)] as never),
    handlers: kinds.map(({ handler }) => handler ?? unhandled),
    promises: kinds.map(({ promise }) => promise),
    hasPromises: kinds.some(({ promise }) => promise !== undefined),
  };
}

/** Placeholder for a missing handler; ports without a handler are never activated. */
function unhandled(): void {}

function* handlerProblems(
  topology: Topology,
  programs: readonly (NodeProgram | undefined)[],
  isOwn: (port: number) => boolean,
): Iterable<Problem> {
  const seen = new Set<string>();
  for (const port of topology.tables.portAt) {
    if (!isOwn(port)) continue;
    const type = topology.tables.typeOf[topology.nodeOf(port)];
    const simproc = topology.simprocOf(port);
    const program = programs[type];
    const key = `${type}:${simproc}`;
    if (program === undefined || program.handlers[simproc] !== undefined || seen.has(key)) continue;
    seen.add(key);
    const [typeName, name] = [topology.tables.typeNames[type], topology.simprocName(simproc)];
    yield {
      code: 'HANDLER_MISSING',
      message: `node type '${typeName}' declares that it handles '${name}', but its program has no handler for it`,
    };
  }
}
