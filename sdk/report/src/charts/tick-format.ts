const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 6 });

/** Number format of an axis, chosen to fit beside it: the default, or 1.2M or 3e-7 if the greatest number is far from 1. */
export function tickFormat(greatest: number): { tickFormat?: (value: number) => string } {
  if (greatest >= 1e-3 && greatest < 1e5) return {};
  if (greatest >= 1e5 && greatest < 1e15) return { tickFormat: (value) => COMPACT.format(value) };
  return { tickFormat: (value) => (value === 0 ? '0' : Number(value.toPrecision(6)).toExponential()) };
}
