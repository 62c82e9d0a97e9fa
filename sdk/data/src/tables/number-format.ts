import { isInfinityText, isNanText } from './cell-patterns.js';

/** How numbers are written in text. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** What stands between groups of three digits, which may also be left out. A blank is one of any width, an apostrophe also `’`. */
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
}

const DECIMALS: Readonly<Record<string, string>> = { '.': '\\.', ',': ',' };
const THOUSANDS: Readonly<Record<string, string>> = {
  '.': '\\.',
  ',': ',',
  ' ': '[ \\x{00A0}\\x{2009}\\x{202F}]',
  "'": "[''’]",
};

/** Whether there is nothing to be said about a format: it is that of CSV as programs write it. */
export function isPlain({ decimal, thousands }: NumberFormat): boolean {
  return decimal === '.' && thousands === undefined;
}

/** Whether a text is a number of this format, in SQL. */
export function isNumberOf(text: string, format: NumberFormat): string {
  const { decimal, whole } = partsOf(format);
  return `regexp_full_match(${text}, '[+-]?(${whole}(${decimal}\\d*)?|${decimal}\\d+)([eE][+-]?\\d+)?')`;
}

/** Whether a text has a separator of groups of digits, in SQL; of a text that is a number of this format. */
export function isGrouped(text: string, { thousands }: NumberFormat): string {
  return thousands === undefined ? 'false' : `regexp_matches(${text}, '${THOUSANDS[thousands] ?? ''}')`;
}

/** The number that a text stands for, as plain CSV writes it, in SQL. What is no number of this format becomes an empty text. */
export function plainNumber(text: string, format: NumberFormat): string {
  if (isPlain(format)) return text;
  const { thousands } = format;
  const joined = thousands === undefined ? text : `regexp_replace(${text}, '${THOUSANDS[thousands] ?? ''}', '', 'g')`;
  return `CASE WHEN ${text} IS NULL THEN NULL
    WHEN ${isNumberOf(text, format)} THEN replace(${joined}, '${format.decimal}', '.')
    WHEN ${isInfinityText(text)} OR ${isNanText(text)} THEN ${text} ELSE '' END`;
}

/** As a message shows it, with an example. */
export function shownFormat({ decimal, thousands }: NumberFormat): string {
  const options = `decimal: ${JSON.stringify(decimal)}${thousands === undefined ? '' : `, thousands: ${JSON.stringify(thousands)}`}`;
  return `as in 1${thousands ?? ''}234${decimal}5 (${options})`;
}

function partsOf({ decimal, thousands }: NumberFormat): { readonly decimal: string; readonly whole: string } {
  const group = thousands === undefined ? undefined : THOUSANDS[thousands];
  const whole = group === undefined ? '\\d+' : `(\\d+|[1-9]\\d{0,2}(${group}\\d{3})+)`;
  return { decimal: DECIMALS[decimal] ?? '', whole };
}
