import { DiscoError, shownValue } from '@disco-engine/kernel';
import { Parameters } from './parameters.js';

/**
 * Numbers in order, such as a Float64Array or an array. The statistics read them without keeping references. Values that differ
 * by less than 1e-160 count as equal when a deviation is computed.
 */
export type Series = ArrayLike<number>;

/** Squared differences of values up to this size are still finite when summed over 2^53 values. */
const GREATEST = 1e140;
const MEASURABLE = `a number from -${GREATEST} to ${GREATEST}`;

/** Whether a value is a number from -1e140 to 1e140, so that all statistics of such values are finite. */
export function isMeasurable(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= GREATEST;
}

/** @throws DiscoError ARGUMENT_INVALID: the value is not measurable */
export function refuseValue(caller: string, name: string, value: unknown): never {
  throw new DiscoError('ARGUMENT_INVALID', `${caller}: ${name} is ${shownValue(value)}; give ${MEASURABLE}`);
}

/** @throws DiscoError ARGUMENT_INVALID that names the called function and the first invalid value */
export function checkSeries(caller: string, name: string, series: Series): void {
  for (let index = 0; index < series.length; index++) {
    const value: unknown = series[index];
    if (!isMeasurable(value)) refuseValue(caller, `${name}[${index}]`, value);
  }
}

/** @throws DiscoError ARGUMENT_INVALID that names the called function, unless both have the same length */
export function checkLengths(
  caller: string,
  [name, series]: [string, Series],
  [other, reference]: [string, Series],
): void {
  const { length } = reference;
  const expected = `the length of ${other}, ${length}`;
  new Parameters(caller).check(`${name}.length`, series.length, series.length === length, expected);
}
