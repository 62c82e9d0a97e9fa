/** A share as a percentage with one decimal. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}\u00a0%` : '';
}

/** A quantity with its unit, if that is known. */
export function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} (${unit})`;
}
