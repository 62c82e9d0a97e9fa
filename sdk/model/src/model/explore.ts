import {
  declarationProblems,
  InvalidInputError,
  type Problem,
  type SimprocPair,
  type SimprocSpec,
} from '@disco-engine/kernel';
import { columnNeeds } from './column-declaration.js';
import { injectionProblems } from './injection-problems.js';
import type { AssembledModel, ModelClass, UsedPart } from './model-options.js';
import type { ModelSpecification, NodeTypeSpecification } from './model-specification.js';
import type { NodeClass } from './node-class.js';
import { extended } from './node-extension.js';
import { nodeOptionProblems } from './node-option-problems.js';
import { inheritedMethodRecords, modelOptions, nodeRecord } from './records.js';
import { processPort, processSupport } from './process-port.js';
import type { SimprocRef } from './simproc.js';
import { unknownSimproc } from './unknown-simproc.js';

/**
 * Reads and checks the records that the decorators left.
 *
 * @throws InvalidInputError `MODEL_INVALID` with all mistakes: a class without decorator, an unknown or unhandled simproc, two
 * handlers for one simproc, a promise without handler, duplicate names, missing metadata, a zero-delay relation that leads
 * upwards or closes a cycle
 */
export function explore(model: ModelClass): ModelSpecification {
  const options = modelOptions(model);
  if (options === undefined) {
    const message = `class ${model.name} has no @Model decorator`;
    throw new InvalidInputError('MODEL_INVALID', `class ${model.name}`, [{ code: 'MODEL_UNDECORATED', message }]);
  }
  const { uses = [], simprocs: listed } = options;
  // Parts know how to assemble the model that uses them.
  const used = [...uses, ...listed].find((one): one is UsedPart => (one as Partial<UsedPart>).assemble !== undefined);
  const whole: AssembledModel = used?.assemble(options) ?? (options as AssembledModel);
  const simprocs = whole.simprocs.map(simprocSpec);
  const problems = [...(whole.problems ?? [])];
  const nodeTypes = whole.nodes.map((node) => nodeType(node, simprocs, problems));
  problems.push(
    ...nameProblems(simprocs, nodeTypes),
    ...handlingProblems(simprocs, nodeTypes),
    ...declarationProblems(simprocs, nodeTypes),
  );
  for (const node of whole.nodes) problems.push(...injectionProblems(node));
  if (problems.length > 0) throw new InvalidInputError('MODEL_INVALID', `model '${options.name}'`, problems);
  return Object.freeze({
    name: options.name,
    simprocs: Object.freeze(simprocs),
    nodeTypes: Object.freeze(nodeTypes),
    parameters: whole.parameters,
    parameterClasses: whole.parameterClasses,
    providers: Object.freeze([...(whole.providers ?? [])]),
  });
}

function simprocSpec(ref: SimprocRef<never>): SimprocSpec {
  return typeof ref === 'string'
    ? { name: ref, minimumDelay: 0, complete: false }
    : { name: ref.name, minimumDelay: ref.minimumDelay, complete: ref.complete };
}

function nodeType(node: NodeClass, simprocs: readonly SimprocSpec[], problems: Problem[]): NodeTypeSpecification {
  const decorated = nodeRecord(node);
  const { name, options = {} } = decorated ?? {};
  if (decorated === undefined)
    problems.push({ code: 'NODE_UNDECORATED', message: `class ${node.name} has no @Node decorator` });
  problems.push(...nodeOptionProblems(node.name, options, simprocs));
  const records = inheritedMethodRecords(node);
  const index = (ref: string, method: string): number | undefined => {
    const found = simprocs.findIndex((simproc) => simproc.name === ref);
    if (found >= 0) return found;
    problems.push(unknownSimproc(`${node.name}.${method} names simproc '${ref}'`, simprocs));
    return undefined;
  };
  const handlerMethods = methodPerSimproc(
    node,
    'handlers',
    records.flatMap((record) => record.handlers),
    index,
    simprocs,
    problems,
  );
  const promiseMethods = methodPerSimproc(
    node,
    'promise methods',
    records.flatMap((record) => record.promises),
    index,
    simprocs,
    problems,
  );
  promiseMethods.forEach((method, simproc) => {
    if (method === undefined || handlerMethods[simproc] !== undefined) return;
    problems.push({
      code: 'HANDLER_MISSING',
      message: `${node.name}.${method} makes promises for simproc '${simprocs[simproc]?.name}', which the class does not handle`,
    });
  });

  const support = processSupport(node, records);
  const received = new Set<number>();
  for (const process of records.flatMap((record) => record.processes))
    for (const ref of process.receives) received.add(index(ref, process.method) ?? NaN);
  received.delete(NaN);
  const handled = (simproc: number): boolean => handlerMethods[simproc] !== undefined || received.has(simproc);
  const isPlaced = support !== undefined || options.processes !== undefined;
  const port = isPlaced ? processPort(node, options.processes, simprocs, handled, problems) : undefined;
  const sends: SimprocPair[] = [];
  const selfRelations: SimprocPair[] = [];
  const timers: SimprocPair[] = [];
  // Processes may set timers for every simproc, and every handler may wake them.
  let areTimersKnown = support === undefined;
  for (const handler of records.flatMap((record) => record.handlers)) {
    const from = simprocs.findIndex((simproc) => simproc.name === handler.simproc);
    if (handler.timers === undefined) areTimersKnown = false;
    for (const [refs, pairs] of [
      [handler.sends, sends],
      [handler.selfRelations, selfRelations],
      [handler.timers ?? [], timers],
    ] as const) {
      for (const ref of refs) {
        const to = index(ref, handler.method);
        if (from >= 0 && to !== undefined) pairs.push([from, to]);
      }
    }
  }
  for (const process of records.flatMap((record) => record.processes)) {
    for (const ref of process.sends) {
      const to = index(ref, process.method);
      if (port !== undefined && to !== undefined) sends.push([port, to]);
    }
  }
  const type: NodeTypeSpecification = {
    name: name ?? node.name,
    handles: handlerMethods.flatMap((method, simproc) =>
      method === undefined && !received.has(simproc) && !(support && simproc === port) ? [] : [simproc],
    ),
    sends,
    selfRelations,
    timers: areTimersKnown ? timers : undefined,
    nodeClass: node,
    distinctBy: Object.freeze([...(options.distinctBy ?? [])]),
    sameNodeBy: Object.freeze([...(options.sameNodeBy ?? [])]),
    columns: options.columns && columnNeeds(options.columns),
    edgeColumns:
      options.edgeColumns &&
      new Map(Object.entries(options.edgeColumns).map(([layer, columns]) => [layer, columnNeeds(columns)])),
    handlerMethods,
    promiseMethods,
    initMethods: [...new Set(records.flatMap((record) => record.inits))],
    processes: support && port,
    receives: [...received].sort((a, b) => a - b),
    support,
    processMethods: [...new Set(records.flatMap((record) => record.processes.map(({ method }) => method)))],
  };
  return Object.freeze(extended(node, type, simprocs, problems));
}

function methodPerSimproc(
  node: NodeClass,
  what: string,
  records: readonly { readonly method: string; readonly simproc: string }[],
  index: (ref: string, method: string) => number | undefined,
  simprocs: readonly SimprocSpec[],
  problems: Problem[],
): (string | undefined)[] {
  const methods: (string | undefined)[] = simprocs.map(() => undefined);
  for (const { method, simproc } of records) {
    const at = index(simproc, method);
    if (at === undefined) continue;
    const other = methods[at];
    if (other !== undefined && other !== method) {
      problems.push({
        code: 'HANDLER_REPEATED',
        message: `class ${node.name} has two ${what} for simproc '${simproc}': ${other} and ${method}`,
      });
    }
    methods[at] = method;
  }
  return methods;
}

function* nameProblems(
  simprocs: readonly SimprocSpec[],
  nodeTypes: readonly NodeTypeSpecification[],
): Iterable<Problem> {
  if (simprocs.length === 0) yield { code: 'SIMPROC_MISSING', message: 'the model lists no simproc' };
  if (nodeTypes.length === 0) yield { code: 'NODE_MISSING', message: 'the model lists no node class' };
  for (const [code, names] of [
    ['SIMPROC_REPEATED', simprocs],
    ['NODE_REPEATED', nodeTypes],
  ] as const) {
    const all = names.map(({ name }) => name);
    for (const name of new Set(all.filter((other, at) => all.indexOf(other) !== at))) {
      yield { code, message: `the name '${name}' occurs twice` };
    }
    if (all.includes('')) yield { code: 'NAME_EMPTY', message: 'a simproc or a node type has an empty name' };
  }
  for (const { name, minimumDelay } of simprocs) {
    if (Number.isFinite(minimumDelay) && minimumDelay >= 0) continue;
    yield {
      code: 'DELAY_INVALID',
      message: `simproc '${name}' has minimum delay ${minimumDelay}; give a finite number of at least 0, or 'next'`,
    };
  }
}

function* handlingProblems(
  simprocs: readonly SimprocSpec[],
  nodeTypes: readonly NodeTypeSpecification[],
): Iterable<Problem> {
  for (const { name, handles, nodeClass } of nodeTypes) {
    if (handles.length === 0)
      yield {
        code: 'HANDLER_MISSING',
        message: `node type '${name}' (class ${nodeClass.name}) has no @OnEvent method`,
      };
  }
  for (const [index, { name }] of simprocs.entries()) {
    if (nodeTypes.some(({ handles }) => handles.includes(index))) continue;
    yield { code: 'HANDLER_MISSING', message: `no node class has an @OnEvent method for simproc '${name}'` };
  }
}
