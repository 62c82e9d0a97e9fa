/** A number for display: five significant digits, or all digits of an integer. Empty if unknown. */
export function shown(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return String(value);
  return String(size >= 1e5 && size < 1e15 ? Math.round(value) : Number(value.toPrecision(5)));
}

/** A share as a percentage with one decimal. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}\u00a0%` : '';
}

/** A quantity with its unit, if that is known. */
export function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} (${unit})`;
}
