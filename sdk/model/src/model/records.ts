import type { ProcessSupport } from '../process/process-support.js';
import type { NodeClass } from './node-class.js';
import type { ModelOptions } from './model-options.js';
import type { NodeOptions } from './node-options.js';

/** The arguments of `@OnEvent`. */
export interface HandlerRecord {
  readonly method: string;
  readonly simproc: string;
  readonly sends: readonly string[];
  readonly selfRelations: readonly string[];
  /** Undefined if it may set timers for every simproc of the node. */
  readonly timers: readonly string[] | undefined;
}

/** The arguments of `@Promise`. */
export interface PromiseRecord {
  readonly method: string;
  readonly simproc: string;
}

/** The arguments of `@Process`. */
export interface ProcessRecord {
  readonly method: string;
  readonly sends: readonly string[];
  readonly receives: readonly string[];
  readonly support: ProcessSupport;
}

/** The arguments of `@Node`. */
export interface NodeRecord {
  readonly name: string;
  readonly options: NodeOptions;
}

/** The arguments of the method decorators of one class, in source order. */
export class MethodRecords {
  readonly handlers: HandlerRecord[] = [];
  readonly promises: PromiseRecord[] = [];
  readonly inits: string[] = [];
  readonly processes: ProcessRecord[] = [];
}

const methods = new WeakMap<object, MethodRecords>();
const nodes = new WeakMap<object, NodeRecord>();
const models = new WeakMap<object, ModelOptions>();

/** The records of the class with this prototype, to be added to. */
export function methodRecords(prototype: object): MethodRecords {
  const records = methods.get(prototype) ?? new MethodRecords();
  methods.set(prototype, records);
  return records;
}

/** The records of a class and of all its superclasses, the base first. */
export function inheritedMethodRecords(node: NodeClass): MethodRecords[] {
  const records: MethodRecords[] = [];
  for (let prototype: unknown = node.prototype; isObject(prototype); prototype = Object.getPrototypeOf(prototype)) {
    const own = methods.get(prototype);
    if (own !== undefined) records.unshift(own);
  }
  return records;
}

export function recordNode(node: NodeClass, record: NodeRecord): void {
  nodes.set(node, record);
}

/** The arguments of `@Node`, if the class was decorated. */
export function nodeRecord(node: NodeClass): NodeRecord | undefined {
  return nodes.get(node);
}

export function recordModel(model: object, options: ModelOptions): void {
  models.set(model, options);
}

/** The arguments of `@Model`, if the class was decorated. */
export function modelOptions(model: object): ModelOptions | undefined {
  return models.get(model);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
