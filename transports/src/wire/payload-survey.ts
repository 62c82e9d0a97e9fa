/// <reference lib="es2024.string" />
import { isTypedArrayPrototype, MAX_PAYLOAD_DEPTH } from '@disco-engine/kernel';

/**
 * Examines the payloads of one message before they are packed: whether they can be transmitted at all, and whether
 * msgpackr alone reproduces them exactly.
 *
 * This runs for every object on the wire, so it takes a seventh of the time of `checkPayload`, and skips the most
 * expensive checks: accessors (their value is sent), non-enumerable properties, symbol keys, and named properties of an
 * array, a Date, a Map or a Set (all omitted). Digests ignore those too, and a run that checks its payloads refuses
 * them when they are sent.
 */
export class PayloadSurvey {
  /** Whether everything so far is of a kind that msgpackr reproduces exactly. */
  plain = true;
  /** How many more values are allowed; negative once there were too many. */
  left = 0;

  begin(maxValues: number): void {
    this.plain = true;
    this.left = maxValues;
  }

  /** @returns false if `checkPayload` finds a fault, or there are too many values */
  accepts(value: unknown, depth = 0): boolean {
    if (--this.left < 0) return false;
    switch (typeof value) {
      case 'number':
      case 'boolean':
        return true;
      case 'string':
        if (isAwkward(value)) this.plain = false;
        return true;
      case 'bigint':
        this.plain = false;
        return true;
      case 'object':
        return value === null || (depth <= MAX_PAYLOAD_DEPTH && this.#object(value, depth + 1));
      default:
        return false;
    }
  }

  #object(value: object, depth: number): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) return this.#record(value, depth);
    if (prototype === Array.prototype && Array.isArray(value)) return this.#list(value, depth);
    this.plain = false;
    if (prototype === null) return this.#record(value, depth);
    if (prototype === Map.prototype && value instanceof Map)
      return this.#each(value.keys(), depth) && this.#each(value.values(), depth);
    if (prototype === Set.prototype && value instanceof Set) return this.#each(value, depth);
    if (ArrayBuffer.isView(value)) return isTypedArrayPrototype(prototype) && value.buffer instanceof ArrayBuffer;
    return prototype === Date.prototype && value instanceof Date;
  }

  #record(record: object, depth: number): boolean {
    for (const key in record) {
      this.left--;
      if (isAwkward(key) || key === '__proto__' || key === 'constructor') this.plain = false;
      if (!this.accepts((record as Readonly<Record<string, unknown>>)[key], depth)) return false;
    }
    return true;
  }

  #list(list: readonly unknown[], depth: number): boolean {
    for (let index = 0; index < list.length; index++) if (!this.accepts(list[index], depth)) return false;
    return true;
  }

  #each(values: Iterable<unknown>, depth: number): boolean {
    for (const value of values) if (!this.accepts(value, depth)) return false;
    return true;
  }
}

const BYTE_ORDER_MARK = 0xfeff;

/** Strings that do not survive UTF-8: lone surrogates, and a leading byte order mark, which the decoder would drop. */
export function isAwkward(text: string): boolean {
  return !text.isWellFormed() || text.charCodeAt(0) === BYTE_ORDER_MARK;
}
