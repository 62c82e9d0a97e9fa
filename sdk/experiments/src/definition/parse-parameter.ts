import { shownKind, shownText } from '@disco-engine/kernel';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?Infinity$/;

/** The value of a parameter, or what is wrong with its text. */
export type ParsedParameter = { readonly value: unknown } | { readonly problem: string };

/**
 * Reads the text of a parameter as a value of the kind of its default: a number, `true` or `false`, a text as it is, and JSON for anything
 * else. If the default is null or undefined, the text is JSON if it can be, and else a text.
 */
export function parseParameter(text: string, fallback: unknown): ParsedParameter {
  const trimmed = text.trim();
  const invalid = (wanted: string): ParsedParameter => ({ problem: `it is ${shownText(text)}; give ${wanted}` });
  switch (typeof fallback) {
    case 'string':
      return { value: text };
    case 'number':
      if (INFINITE.test(trimmed)) return { value: Number(trimmed) };
      // A text such as 1e999 is a number, but none that can be represented.
      return NUMBER.test(trimmed) && Number.isFinite(Number(trimmed))
        ? { value: Number(trimmed) }
        : invalid('a number, with a point, as in 0.95');
    case 'bigint':
      return /^[+-]?\d+$/.test(trimmed) ? { value: BigInt(trimmed.replace(/^\+/, '')) } : invalid('a whole number');
    case 'boolean':
      return /^(true|false)$/i.test(trimmed) ? { value: trimmed.toLowerCase() === 'true' } : invalid('true or false');
    default:
      return (
        parseJsonText(trimmed) ??
        (fallback === null || fallback === undefined ? { value: text } : invalid(`${shownKind(fallback)}, as JSON`))
      );
  }
}

function parseJsonText(text: string): ParsedParameter | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
