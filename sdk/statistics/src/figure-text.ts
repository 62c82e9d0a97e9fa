/** Digits of a figure that has no interval to say how many are known. */
const DIGITS = 5;
/** Digits of half the width of an interval: a third would say nothing, because the width is an estimate itself. */
const WIDTH_DIGITS = 2;
/** More decimals than these, or larger numbers, are written with an exponent. */
const MOST_DECIMALS = 9;
const LARGE = 1e15;
/** A width below this share of the mean comes from rounding in the computation. */
const ROUNDING = 1e-12;

/** A mean and half the width of its interval, for people. */
export interface MeanTexts {
  /** Empty if there is no mean. */
  readonly mean: string;
  /** Empty if there is no interval. */
  readonly halfWidth: string;
}

/**
 * A figure without an interval as text: five significant digits, or all digits of a whole number and of the whole part of a large one.
 * Empty if it is unknown.
 *
 * @example
 * figureText(12.345678); // '12.346'
 */
export function figureText(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < LARGE) return String(value + 0);
  return String(size >= 1e5 && size < LARGE ? Math.round(value) : Number(value.toPrecision(DIGITS)));
}

/**
 * A mean with as many digits as its interval supports: two significant digits of half the width, and the mean to the same place.
 *
 * @example
 * meanTexts({ mean: 123.4567, halfWidth: 1.8234 }); // { mean: '123.5', halfWidth: '1.8' }
 */
export function meanTexts({
  mean,
  halfWidth,
}: {
  readonly mean?: number | null | undefined;
  readonly halfWidth?: number | null | undefined;
}): MeanTexts {
  const isKnown = typeof mean === 'number' && Number.isFinite(mean);
  const isInterval = typeof halfWidth === 'number' && Number.isFinite(halfWidth);
  if (!isKnown || !isInterval) return { mean: figureText(mean), halfWidth: figureText(halfWidth) };
  if (halfWidth <= ROUNDING * Math.abs(mean)) return { mean: figureText(mean), halfWidth: '0' };
  const width = Number(halfWidth.toPrecision(WIDTH_DIGITS));
  const place = exponentOf(width) + 1 - WIDTH_DIGITS;
  return { mean: toPlace(mean, place), halfWidth: toPlace(width, place) };
}

/** The same as one text, such as `123.5 ± 1.8`; without an interval, only the mean. */
export function meanText(interval: Parameters<typeof meanTexts>[0]): string {
  const { mean, halfWidth } = meanTexts(interval);
  return halfWidth === '' ? mean : `${mean} ± ${halfWidth}`;
}

/** The power of ten of the first digit. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}

/** A number rounded to a power of ten. */
function toPlace(value: number, place: number): string {
  if (-place > MOST_DECIMALS || Math.abs(value) >= LARGE) {
    const digits = exponentOf(value) - place;
    return value === 0 || digits < 0 ? '0' : value.toExponential(Math.min(digits, 20));
  }
  const unit = Number(`1e${place}`);
  const text = place < 0 ? value.toFixed(-place) : String(Math.round(value / unit) * unit);
  return Number(text) === 0 ? text.replace('-', '') : text;
}
