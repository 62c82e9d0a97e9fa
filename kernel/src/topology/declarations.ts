import type { Problem } from '../errors.js';
import type { NodeTypeSpec, SimprocSpec } from './topology-spec.js';

/**
 * Problems of the sends, self relations and timers that node types declare: an unknown simproc, a simproc that the type does
 * not handle, and a zero-delay relation to a higher simproc or to itself.
 */
export function* declarationProblems(
  simprocs: readonly SimprocSpec[],
  types: readonly NodeTypeSpec[],
): Iterable<Problem> {
  for (const type of types) {
    for (const [kind, pairs] of [
      ['sends', type.sends],
      ['self relation', type.selfRelations],
      ['timers', type.timers ?? []],
    ] as const) {
      for (const [from, to] of pairs) {
        const [source, target] = [simprocs[from], simprocs[to]];
        const what = `${kind} ${source?.name ?? from} → ${target?.name ?? to} of node type '${type.name}'`;
        if (source === undefined || target === undefined) {
          yield { code: 'SIMPROC_UNKNOWN', message: `${what} names a simproc that the model does not have` };
          continue;
        }
        if (!type.handles.includes(from))
          yield { code: 'HANDLER_MISSING', message: `${what}: the type has no handler for '${source.name}'` };
        if (kind !== 'sends' && !type.handles.includes(to)) {
          yield { code: 'HANDLER_MISSING', message: `${what}: the type has no handler for '${target.name}'` };
        }
        if (target.minimumDelay > 0 || kind === 'timers') continue;
        if (from > to) {
          yield {
            code: 'LINK_UPWARDS_WITHOUT_DELAY',
            message: `${what} leads to a higher simproc without delay; give '${target.name}' a minimum delay`,
          };
        }
        if (from === to && kind === 'self relation') {
          yield {
            code: 'CYCLE_WITHOUT_DELAY',
            message: `a cycle of zero delay: ${type.name}/${source.name} → ${type.name}/${source.name} (${what}); give '${target.name}' a minimum delay, or use a wakeup`,
          };
        }
      }
    }
  }
}
