import type { Problem, SimprocSpec } from '@disco-engine/kernel';
import { supportOf, type ProcessSupport } from '../process/process-support.js';
import type { NodeClass } from './node-class.js';
import type { MethodRecords } from './records.js';
import { simprocName, type SimprocRef } from './simproc.js';
import { unknownSimproc } from './unknown-simproc.js';

/**
 * The simproc in whose port the processes of a node class run; undefined, with a problem, if it cannot be determined.
 *
 * @param handled whether the class handles a simproc
 */
export function processPort(
  node: NodeClass,
  named: SimprocRef<never> | undefined,
  simprocs: readonly SimprocSpec[],
  handled: (simproc: number) => boolean,
  problems: Problem[],
): number | undefined {
  if (named !== undefined) {
    const name = simprocName(named);
    const found = simprocs.findIndex((simproc) => simproc.name === name);
    if (found >= 0) return found;
    problems.push(unknownSimproc(`class ${node.name} runs its processes in simproc '${name}'`, simprocs));
    return undefined;
  }
  // The last in the list: what happens in the others at an epoch still reaches the processes at that epoch.
  const lowest = Math.max(...simprocs.map((_, simproc) => (handled(simproc) ? simproc : -1)));
  if (lowest >= 0) return lowest;
  if (simprocs.length === 1) return 0;
  const message = `class ${node.name} has processes but handles no simproc; name one in its options: @Node(…, { processes: … })`;
  problems.push({ code: 'PROCESSES_UNPLACED', message });
  return undefined;
}

/** What runs the processes of a node class; undefined if it has none. */
export function processSupport(node: NodeClass, records: readonly MethodRecords[]): ProcessSupport | undefined {
  const types = (Reflect.getMetadata('design:paramtypes', node) ?? []) as readonly unknown[];
  const methods = records.flatMap(({ processes }) => processes.map(({ support }) => support));
  return [...methods, ...types.map(supportOf)].find((support) => support !== undefined);
}
