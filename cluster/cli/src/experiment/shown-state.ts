import { printable } from '@disco-engine/kernel';

/** Most code units of a value that are printed. */
const MOST_SHOWN = 200;
/** Most levels of nested objects that are printed. */
const DEEPEST = 5;

/** How an instance of a class is shown: by its fields, as in a payload, or only by the name of its class. */
type OfClasses = 'fields' | 'name';

/** Any value as JSON, or nearly so, cut to a line or two. */
export function shown(value: unknown, ofClasses: OfClasses = 'fields'): string {
  const text = JSON.stringify(plain(value, ofClasses, 0)) ?? '';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** The fields of a node that hold data. Injected services are left out; other instances are shown by the name of their class. */
export function stateText(node: object): string {
  const fields = Object.entries(node).filter(([, value]) => isData(value));
  return fields.map(([name, value]) => `${printable(name)} ${shown(value, 'name')}`).join(', ');
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined && typeof value !== 'function';
  return isPlain(value) || Array.isArray(value) || ArrayBuffer.isView(value) || isCollection(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isCollection(value: object): value is ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> {
  return value instanceof Map || value instanceof Set;
}

/** A value that JSON can express, without cycles. */
function plain(value: unknown, ofClasses: OfClasses, depth: number): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  const inner = (one: unknown): unknown => plain(one, ofClasses, depth + 1);
  if (ArrayBuffer.isView(value))
    return value instanceof DataView
      ? '[DataView]'
      : Array.from(value as ArrayLike<number | bigint> & ArrayBufferView, inner);
  if (Array.isArray(value)) return value.map(inner);
  if (isCollection(value)) return Array.from<unknown, unknown>(value, inner);
  if (ofClasses === 'name' && !isPlain(value)) return `[${value.constructor.name}]`;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one)]));
}
