import type { EventBatch, Handler, Problem, SimprocPair, SimprocSpec } from '@disco-engine/kernel';
import type { NodeTypeSpecification } from '../model/model-specification.js';
import type { Answered } from './messages.js';
import type { SharedResource, SharedResourceLayers } from './shared-resource.js';

/**
 * Extends a node type that uses a shared resource: grants are handled on its behalf, and all of its handlers and processes may
 * send requests.
 */
export function askingNode(
  type: NodeTypeSpecification,
  { name, request, grant }: SharedResourceLayers,
  key: symbol,
  simprocs: readonly SimprocSpec[],
  problems: Problem[],
): NodeTypeSpecification {
  const indexOf = (wanted: string): number => simprocs.findIndex((simproc) => simproc.name === wanted);
  const [asks, grants] = [indexOf(request.name), indexOf(grant.name)];
  if (asks < 0 || grants < 0) {
    const message = `node type '${type.name}' injects '${name}', which the model does not have; list its part in uses`;
    problems.push({ code: 'SIMPROC_UNKNOWN', message });
    return type;
  }
  if (type.handlerMethods[grants] !== undefined || type.extensionHandlers?.[grants] !== undefined) {
    const message = `node type '${type.name}' handles simproc '${grant.name}' itself, or injects '${name}', which handles it, twice; keep one`;
    problems.push({ code: 'HANDLER_REPEATED', message });
    return type;
  }
  const handles = [...new Set([...type.handles, grants])].sort((a, b) => a - b);
  const extensionHandlers: (Handler | undefined)[] = simprocs.map((_, simproc) => type.extensionHandlers?.[simproc]);
  extensionHandlers[grants] = function (this: Readonly<Record<symbol, SharedResource>>, batch: EventBatch<Answered>) {
    this[key]?.answered(batch);
  } as Handler;
  const sends = handles
    .filter((from) => !type.sends.some(([one, to]) => one === from && to === asks))
    .map((from): SimprocPair => [from, asks]);
  // Patience ends by a timer that any handler may set, and a grant calls code of the author.
  return { ...type, handles, extensionHandlers, sends: [...type.sends, ...sends], timers: undefined };
}
