import { DiscoError } from '@disco-engine/kernel';
import type { VertexValues } from '../scenario/scenario.js';

/** The values of a node's vertex, and its labels. A missing or ill-typed value is an error, never NaN or undefined by accident. */
export class NodeData {
  /** @internal */
  constructor(
    private readonly node: string,
    /** Key of the node's vertex. */
    readonly vertex: string,
    private readonly labels: readonly string[],
    private readonly values: VertexValues,
  ) {}

  /** Whether the vertex has a value of that name, null counting as none. */
  has(name: string): boolean {
    const value = this.value(name);
    return value !== undefined && value !== null;
  }

  /**
   * A value that is a number.
   *
   * @param fallback what a vertex without the value has; without a fallback the value must be there
   * @throws DiscoError `VALUE_MISSING`, `VALUE_TYPE`
   */
  number(name: string, fallback?: number): number {
    const value = this.#value(name, fallback);
    if (typeof value === 'number' && !Number.isNaN(value)) return value;
    throw this.#ofWrongType(name, value, 'a number');
  }

  /** A value that is a string; as `number` otherwise. */
  text(name: string, fallback?: string): string {
    const value = this.#value(name, fallback);
    if (typeof value === 'string') return value;
    throw this.#ofWrongType(name, value, 'a string');
  }

  /** A value that is true or false; as `number` otherwise. */
  flag(name: string, fallback?: boolean): boolean {
    const value = this.#value(name, fallback);
    if (typeof value === 'boolean') return value;
    throw this.#ofWrongType(name, value, 'true or false');
  }

  /** A value of any type, undefined where there is none. */
  value(name: string): unknown {
    return Object.hasOwn(this.values, name) ? this.values[name] : undefined;
  }

  /** The value of the label of a type, or undefined. The first in the order of UTF-16 code units, where there are several. */
  label(type: string): string | undefined {
    return this.labels.find((label) => label.startsWith(`${type}=`))?.slice(type.length + 1);
  }

  #value(name: string, fallback: unknown): unknown {
    if (this.has(name)) return this.values[name];
    if (fallback !== undefined) return fallback;
    const known = Object.keys(this.values).join(', ') || 'none';
    throw new DiscoError('VALUE_MISSING', `node '${this.node}' has no value '${name}'; it has: ${known}`, {
      node: this.node,
    });
  }

  #ofWrongType(name: string, value: unknown, wanted: string): DiscoError {
    return new DiscoError('VALUE_TYPE', `value '${name}' of node '${this.node}' is ${String(value)}, not ${wanted}`, {
      node: this.node,
    });
  }
}
