/**
 * SQL conditions on trimmed cells of untyped text. DuckDB itself would accept more as numbers, such as `1_000` or hexadecimal digits.
 */
export function isNumberText(text: string): string {
  return matches(text, '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?');
}

/** A number that a double can represent: not one that overflows, such as `1e309`, nor one that underflows to zero. */
export function isFiniteNumber(text: string): string {
  const double = `TRY_CAST(${text} AS DOUBLE)`;
  const vanishes = `${double} = 0 AND regexp_matches(${text}, '^[^eE]*[1-9]')`;
  return `(${isNumberText(text)} AND coalesce(isfinite(${double}), false) AND NOT coalesce(${vanishes}, false))`;
}

/**
 * A code that looks like a number: digits after a leading zero, as in `01067`, or around an E, as in `12E5` or `101E010031`. Programs
 * write exponents with a sign, a decimal point or a lowercase letter.
 */
export function isCodeText(text: string): string {
  return matches(text, '[+-]?0\\d.*|\\d+(E\\d+|e0\\d+)');
}

export function isWholeText(text: string): string {
  return matches(text, '[+-]?\\d+');
}

export function isInfinityText(text: string): string {
  return matches(text, '(?i)[+-]?inf(inity)?');
}

export function isNanText(text: string): string {
  return matches(text, '(?i)[+-]?nan');
}

export function isBooleanText(text: string): string {
  return `lower(${text}) IN ('true', 'false')`;
}

/** An ISO 8601 date, optionally with a time. */
export function isMomentText(text: string): string {
  return matches(text, '\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d(:?\\d\\d)?)?)?');
}

function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, '${pattern}')`;
}
