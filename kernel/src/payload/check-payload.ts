import { isTypedArrayPrototype } from './typed-arrays.js';

/** Why a value is not a valid payload. The two parts form a sentence: `path` is `what`. */
export interface PayloadFault {
  /** Location of the offending value, such as `payload.lines[3].price`. */
  readonly path: string;
  /** What is there, such as `undefined; use null`. */
  readonly what: string;
}

/** Maximum nesting depth of a payload; deeper ones would exhaust the stack of digests and wire formats. */
export const MAX_PAYLOAD_DEPTH = 1000;

/**
 * Finds the first value in a payload that a wire format could not carry exactly. Allowed are null, booleans, numbers,
 * strings, bigints, typed arrays that own their memory, Date, Map, Set, and plain arrays and plain objects of these. An
 * object may occur in several places, but not inside itself.
 *
 * @returns undefined if the payload is valid
 */
export function checkPayload(payload: unknown): PayloadFault | undefined {
  // Most payloads are small; a primitive needs no record of visited objects.
  if (payload === null || typeof payload === 'number' || typeof payload === 'string') return undefined;
  const fault = new PayloadCheck().check(payload, 0);
  return fault && { path: shortened(`payload${fault.path}`), what: fault.what };
}

class PayloadCheck {
  readonly #open = new Set<object>();
  /** The greatest depth at which an object was found valid; at that depth and above, it still is. */
  readonly #fine = new Map<object, number>();

  /** @returns a fault whose path starts at the value */
  check(value: unknown, depth: number): PayloadFault | undefined {
    switch (typeof value) {
      case 'undefined':
        return here('undefined; use null');
      case 'function':
      case 'symbol':
        return here(`a ${typeof value}`);
      case 'object':
        return value === null ? undefined : this.#object(value, depth);
      default:
        return undefined;
    }
  }

  #object(value: object, depth: number): PayloadFault | undefined {
    if (this.#open.has(value)) return here('a cycle: an object that contains itself');
    if (depth > MAX_PAYLOAD_DEPTH) return here(`nested more than ${MAX_PAYLOAD_DEPTH} levels deep`);
    if ((this.#fine.get(value) ?? -1) >= depth) return undefined;
    this.#open.add(value);
    const fault = this.#content(value, depth + 1);
    this.#open.delete(value);
    if (fault === undefined) this.#fine.set(value, depth);
    return fault;
  }

  #content(value: object, depth: number): PayloadFault | undefined {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return this.#properties(value, depth);
    if (Array.isArray(value) && prototype === Array.prototype) return this.#elements(value, depth);
    if (value instanceof Date && prototype === Date.prototype) return extraProperty(value);
    if (value instanceof Set && prototype === Set.prototype)
      return this.#sequence(value, '.values()', depth) ?? extraProperty(value);
    if (value instanceof Map && prototype === Map.prototype) {
      const inside =
        this.#sequence(value.keys(), '.keys()', depth) ?? this.#sequence(value.values(), '.values()', depth);
      return inside ?? extraProperty(value);
    }
    if (!ArrayBuffer.isView(value) || !isTypedArrayPrototype(prototype)) return here(instance(prototype));
    return value.buffer instanceof ArrayBuffer ? undefined : here('a typed array on shared memory; send a copy');
  }

  #properties(record: object, depth: number): PayloadFault | undefined {
    for (const key of Reflect.ownKeys(record)) {
      const fault = this.#property(record, key, depth);
      if (fault !== undefined) return under(step(key), fault);
    }
    return undefined;
  }

  #elements(list: readonly unknown[], depth: number): PayloadFault | undefined {
    for (let index = 0; index < list.length; index++) {
      const fault = this.#property(list, String(index), depth);
      if (fault !== undefined) return under(`[${index}]`, fault);
    }
    // The keys come in this order: all indices, `length`, then anything that does not belong there.
    return extraProperty(list, list.length + 1);
  }

  #property(owner: object, key: string | symbol, depth: number): PayloadFault | undefined {
    if (typeof key === 'symbol') return here('a property with a symbol as its key');
    const property = Object.getOwnPropertyDescriptor(owner, key);
    if (property === undefined) return here('a hole in an array; use null');
    if (!('value' in property)) return here('an accessor; send the value');
    if (!property.enumerable) return here('a property that is not enumerable');
    return this.check(property.value, depth);
  }

  #sequence(values: Iterable<unknown>, path: string, depth: number): PayloadFault | undefined {
    let index = 0;
    for (const value of values) {
      const fault = this.check(value, depth);
      if (fault !== undefined) return under(`${path}[${index}]`, fault);
      index++;
    }
    return undefined;
  }
}

function extraProperty(value: object, known = 0): PayloadFault | undefined {
  const key = Reflect.ownKeys(value)[known];
  return key === undefined
    ? undefined
    : { path: step(key), what: 'a property that is not transmitted with such an object' };
}

function instance(prototype: unknown): string {
  const { constructor } = prototype as object;
  const name =
    typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'a class without a name';
  return `an instance of ${name}; send plain data instead`;
}

function here(what: string): PayloadFault {
  return { path: '', what };
}

function under(path: string, fault: PayloadFault): PayloadFault {
  return { path: path + fault.path, what: fault.what };
}

function step(key: string | symbol): string {
  if (typeof key === 'symbol') return `[${String(key)}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function shortened(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 100)} … ${path.slice(-97)}`;
}
