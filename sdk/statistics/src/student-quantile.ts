// oxlint-disable-next-line typescript/triple-slash-reference -- jStat has no types, and what is compiled from the sources must find these.
/// <reference path="./jstat.d.ts" />
import jstat from 'jstat';
import { Parameters } from '@disco-engine/kernel';

/** Beyond, Student's t and the normal distribution agree to five digits or more. */
const MOST_DEGREES = 1e6;

const latest = { confidence: NaN, degrees: NaN, quantile: NaN };

/**
 * How many standard errors lie between the middle of a two-sided interval and its ends: the quantile of Student's t at
 * (1 + confidence) / 2, with six digits where the confidence is from 0.01 to 1 - 1e-9 and five or more up to 1.
 *
 * @param degrees degrees of freedom; 1 or more, or Infinity for the normal distribution
 */
export function studentQuantile(confidence: number, degrees: number): number {
  // A table asks thousands of times for the same one.
  if (confidence !== latest.confidence || degrees !== latest.degrees) {
    // The lower tail, because next to 1 the upper one would have no digits left.
    const tail = (1 - confidence) / 2;
    const { normal, studentt } = jstat.jStat;
    const quantile = degrees > MOST_DEGREES ? normal.inv(tail, 0, 1) : studentt.inv(tail, degrees);
    Object.assign(latest, { confidence, degrees, quantile: Math.max(0, -quantile) });
  }
  return latest.quantile;
}

/** @throws DiscoError ARGUMENT_INVALID that names the function that was called */
export function checkConfidence(caller: string, confidence: number): void {
  const expected = 'a number between 0 and 1, such as 0.95';
  new Parameters(caller).check('confidence', confidence, confidence > 0 && confidence < 1, expected);
}
