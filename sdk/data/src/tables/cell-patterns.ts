/**
 * How cells of loose text look, as SQL conditions on a text without blanks around it. DuckDB alone would take more for numbers: `1_000`,
 * or hexadecimal digits.
 */
export function isNumberText(text: string): string {
  return matches(text, '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?');
}

export function isWholeText(text: string): string {
  return matches(text, '[+-]?\\d+');
}

/** Digits that would not come back: codes such as `01067` are texts. */
export function hasLeadingZero(text: string): string {
  return matches(text, '[+-]?0\\d.*');
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

/** A date of ISO 8601, perhaps with a time. */
export function isMomentText(text: string): string {
  return matches(text, '\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d(:?\\d\\d)?)?)?');
}

function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, '${pattern}')`;
}
