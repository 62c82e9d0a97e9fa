import { DiscoError, TYPED_ARRAYS } from '@disco-engine/kernel';

/** Marks values that JSON cannot express, as in `{ "$type": "number", "value": "Infinity" }`. */
const TYPE = '$type';
/** A value that is nested more deeply is probably circular. */
const DEEPEST = 64;

/**
 * Converts a parameter value so that JSON preserves it: JSON values stay as they are; numbers such as Infinity and -0, bigints, dates,
 * maps, sets and typed arrays are marked. Functions are stored as their text, and instances of classes as plain objects.
 *
 * @throws DiscoError `ARGUMENT_INVALID` for a circular value
 */
export function storedValue(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST)
    throw new DiscoError(
      'ARGUMENT_INVALID',
      `a parameter is circular, or nested more than ${DEEPEST} levels deep; give plain data`,
    );
  const inner = (part: unknown): unknown => storedValue(part, depth + 1);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return marked('number', Object.is(value, -0) ? '-0' : String(value));
    case 'object':
      return value === null ? null : storedObject(value, inner);
    default:
      return marked(typeof value, String(value));
  }
}

/** The inverse of `storedValue`. */
export function restoredValue(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  if (Array.isArray(stored)) return stored.map(restoredValue);
  if (TYPE in stored && 'value' in stored) return restoredMark(stored[TYPE], stored.value) ?? stored;
  return Object.fromEntries(Object.entries(stored).map(([name, part]) => [name, restoredValue(part)]));
}

/** A canonical text of a value, independent of the order of its fields. */
export function valueText(value: unknown): string {
  return JSON.stringify(sorted(storedValue(value)));
}

function storedObject(value: object, inner: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, inner);
  // oxlint-disable-next-line no-restricted-globals -- A parameter may be a date; this does not read the clock.
  if (value instanceof Date) return marked('Date', inner(value.getTime()));
  if (value instanceof Map) return marked('Map', Array.from(value, inner));
  if (value instanceof Set) return marked('Set', Array.from(value, inner));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items: Iterable<unknown> = value as Iterable<unknown> & ArrayBufferView;
    return marked(value.constructor.name, Array.from(items, inner));
  }
  const entries = Object.entries(value).map(([name, part]) => [name, inner(part)] as const);
  return TYPE in value ? marked('object', entries) : Object.fromEntries(entries);
}

/** Undefined for a mark that this version does not restore. */
function restoredMark(type: unknown, stored: unknown): unknown {
  if (type === 'number') return Number(stored);
  if (type === 'bigint' && typeof stored === 'string' && /^-?\d+$/.test(stored)) return BigInt(stored);
  const value = restoredValue(stored);
  // oxlint-disable-next-line no-restricted-globals -- A parameter may be a date; this does not read the clock.
  if (type === 'Date' && typeof value === 'number') return new Date(value);
  if (!Array.isArray(value)) return undefined;
  if (type === 'Set') return new Set(value);
  if (type === 'Map') return new Map(value as [unknown, unknown][]);
  if (type === 'object') return Object.fromEntries(value as [string, unknown][]);
  const array = TYPED_ARRAYS.find(({ name }) => name === type);
  return array && new (array as new (items: readonly unknown[]) => unknown)(value);
}

function marked(type: string, value: unknown): unknown {
  return { [TYPE]: type, value };
}

function sorted(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  if (Array.isArray(stored)) return stored.map(sorted);
  const names = Object.keys(stored).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(Reflect.get(stored, name))]));
}
