import { isDate, isTypedArray } from './value-kinds.js';

const MOST_ITEMS = 10;
const MOST_CHARACTERS = 60;
const DEEPEST = 4;

/**
 * Formats a value for people, on one line, truncated if long. It looks like the output of Node's `util.inspect`, which browsers
 * lack; of the packages that replace it, loupe prints 0 as `+0`, and object-inspect prints a typed array as an object.
 */
export function payloadText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return '[Function]';
  if (typeof value !== 'object' || value === null) return String(value);
  if (isDate(value)) return value.toJSON() ?? 'Invalid Date';
  if (depth > DEEPEST) return Array.isArray(value) ? '[Array]' : '[Object]';
  const name = nameOf(value);
  const shown = (item: unknown): string => payloadText(item, depth + 1);
  if (Array.isArray(value)) return group('', '[]', value, value.length, shown);
  if (isTypedArray(value)) return group(`${name}(${value.length}) `, '[]', value, value.length, shown);
  if (value instanceof Set) return group(`${name}(${value.size}) `, '{}', value, value.size, shown);
  if (value instanceof Map)
    return group(
      `${name}(${value.size}) `,
      '{}',
      value,
      value.size,
      ([key, item]) => `${shown(key)} => ${shown(item)}`,
    );
  const fields = Object.entries(value);
  const field = ([key, item]: [string, unknown]): string =>
    `${IDENTIFIER.test(key) ? key : quoted(key)}: ${shown(item)}`;
  return group(name === 'Object' ? '' : `${name} `, '{}', fields, fields.length, field);
}

function group<T>(
  prefix: string,
  [open, close]: string,
  items: Iterable<T>,
  size: number,
  shown: (item: T) => string,
): string {
  const parts: string[] = [];
  for (const item of items) {
    if (parts.length === MOST_ITEMS) break;
    parts.push(shown(item));
  }
  if (size > MOST_ITEMS) parts.push(`... ${size - MOST_ITEMS} more item${size === MOST_ITEMS + 1 ? '' : 's'}`);
  return parts.length === 0 ? `${prefix}${open}${close}` : `${prefix}${open} ${parts.join(', ')} ${close}`;
}

function nameOf(value: object): string {
  const { constructor } = value as { readonly constructor?: unknown };
  return typeof constructor === 'function' ? constructor.name : 'Object';
}

/** In single quotes, with JSON escapes. */
function quoted(text: string): string {
  const inner = JSON.stringify(text.slice(0, MOST_CHARACTERS)).slice(1, -1);
  const cut = text.length - MOST_CHARACTERS;
  const more = cut > 0 ? `... ${cut} more character${cut === 1 ? '' : 's'}` : '';
  return `'${inner.replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`)}'${more}`;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
