import { isInfinityText, isNanText } from './cell-patterns.js';

/** The notation of numbers in text. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Optional separator of groups of three digits. A blank stands for blanks of any width, an apostrophe also for `’`. */
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
}

const DECIMALS: Readonly<Record<string, string>> = { '.': '\\.', ',': ',' };
const THOUSANDS: Readonly<Record<string, string>> = {
  '.': '\\.',
  ',': ',',
  ' ': '[ \\x{00A0}\\x{2009}\\x{202F}]',
  "'": "[''’]",
};

/** Whether a format is the plain one that programs write to CSV. */
export function isPlain({ decimal, thousands }: NumberFormat): boolean {
  return decimal === '.' && thousands === undefined;
}

/** SQL: whether a text is a number in this format. */
export function isNumberOf(text: string, format: NumberFormat): string {
  const { decimal, whole } = partsOf(format);
  return `regexp_full_match(${text}, '[+-]?(${whole}(${decimal}\\d*)?|${decimal}\\d+)([eE][+-]?\\d+)?')`;
}

/** SQL: whether a number in this format contains a group separator. */
export function isGrouped(text: string, { thousands }: NumberFormat): string {
  return thousands === undefined ? 'false' : `regexp_matches(${text}, '${THOUSANDS[thousands] ?? ''}')`;
}

/** SQL: the number of a text in plain notation. A text that is not a number in this format becomes empty. */
export function plainNumber(text: string, format: NumberFormat): string {
  if (isPlain(format)) return text;
  const { thousands } = format;
  const joined = thousands === undefined ? text : `regexp_replace(${text}, '${THOUSANDS[thousands] ?? ''}', '', 'g')`;
  return `CASE WHEN ${text} IS NULL THEN NULL
    WHEN ${isNumberOf(text, format)} THEN replace(${joined}, '${format.decimal}', '.')
    WHEN ${isInfinityText(text)} OR ${isNanText(text)} THEN ${text} ELSE '' END`;
}

/** A format for messages, with an example. */
export function shownFormat({ decimal, thousands }: NumberFormat): string {
  const options = `decimal: ${JSON.stringify(decimal)}${thousands === undefined ? '' : `, thousands: ${JSON.stringify(thousands)}`}`;
  return `as in 1${thousands ?? ''}234${decimal}5 (${options})`;
}

function partsOf({ decimal, thousands }: NumberFormat): { readonly decimal: string; readonly whole: string } {
  const group = thousands === undefined ? undefined : THOUSANDS[thousands];
  const whole = group === undefined ? '\\d+' : `(\\d+|[1-9]\\d{0,2}(${group}\\d{3})+)`;
  return { decimal: DECIMALS[decimal] ?? '', whole };
}
