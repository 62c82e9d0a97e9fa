import type { ProcessSupport } from '../process/process-support.js';
import type { NodeClass } from './node-class.js';
import type { ModelOptions } from './model-options.js';
import type { NodeOptions } from './node-options.js';

/** What `@OnEvent` was given. */
export interface HandlerRecord {
  readonly method: string;
  readonly simproc: string;
  readonly sends: readonly string[];
  readonly selfRelations: readonly string[];
}

/** What `@Promise` was given. */
export interface PromiseRecord {
  readonly method: string;
  readonly simproc: string;
}

/** What `@Process` was given. */
export interface ProcessRecord {
  readonly method: string;
  readonly sends: readonly string[];
  readonly receives: readonly string[];
  readonly support: ProcessSupport;
}

/** What `@Node` was given. */
export interface NodeRecord {
  readonly name: string;
  readonly options: NodeOptions;
}

/** What the decorators of the methods of one class were given, in the order of the source. */
export class MethodRecords {
  readonly handlers: HandlerRecord[] = [];
  readonly promises: PromiseRecord[] = [];
  readonly inits: string[] = [];
  readonly processes: ProcessRecord[] = [];
}

const methods = new WeakMap<object, MethodRecords>();
const nodes = new WeakMap<object, NodeRecord>();
const models = new WeakMap<object, ModelOptions>();

/** The records of the class that a prototype belongs to, to write into. */
export function methodRecords(prototype: object): MethodRecords {
  const records = methods.get(prototype) ?? new MethodRecords();
  methods.set(prototype, records);
  return records;
}

/** The records of a class and of all that it extends, the base first. */
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

/** What `@Node` gave to a class, if it was decorated. */
export function nodeRecord(node: NodeClass): NodeRecord | undefined {
  return nodes.get(node);
}

export function recordModel(model: object, options: ModelOptions): void {
  models.set(model, options);
}

/** What `@Model` was given, if the class was decorated. */
export function modelOptions(model: object): ModelOptions | undefined {
  return models.get(model);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
