import { Parameters } from './parameters.js';
import { studentPInverse } from '@disco-engine/mathematics';

const latest = { confidence: NaN, degrees: NaN, quantile: NaN };

/**
 * The distance between the middle of a two-sided interval and its ends, in standard errors: the quantile of Student's t at (1 +
 * confidence) / 2.
 *
 * @param degrees degrees of freedom; above 0, or Infinity for the normal distribution
 */
export function studentQuantile(confidence: number, degrees: number): number {
  // A table asks thousands of times for the same quantile.
  if (confidence !== latest.confidence || degrees !== latest.degrees) {
    // The lower tail: close to 1, the upper one would have no digits left.
    const quantile = -studentPInverse(degrees, (1 - confidence) / 2);
    Object.assign(latest, { confidence, degrees, quantile: Math.max(0, quantile) });
  }
  return latest.quantile;
}

/** @throws DiscoError ARGUMENT_INVALID that names the called function */
export function checkConfidence(caller: string, confidence: number): void {
  const expected = 'a number between 0 and 1, such as 0.95';
  new Parameters(caller).check('confidence', confidence, confidence > 0 && confidence < 1, expected);
}
