// oxlint-disable-next-line typescript/triple-slash-reference -- jStat has no types, and what is compiled from the sources must find these.
/// <reference path="./jstat.d.ts" />
import jstat from 'jstat';
import { Parameters } from '../random/parameters.js';

/** Up to here jStat's series gives six digits or more; beyond, Student's t and the normal agree to as many. */
const MOST_DEGREES = 1e6;

const latest = { confidence: NaN, degrees: NaN, quantile: NaN };

/**
 * How many standard errors lie between the middle of a two-sided interval and its ends: the quantile of Student's t at
 * (1 + confidence) / 2, good to six digits.
 *
 * @param degrees degrees of freedom; 1 or more, or Infinity for the normal distribution
 */
export function studentQuantile(confidence: number, degrees: number): number {
  // A table asks thousands of times for the same one.
  if (confidence !== latest.confidence || degrees !== latest.degrees) {
    const probability = 1 - (1 - confidence) / 2;
    const { normal, studentt } = jstat.jStat;
    const quantile = degrees > MOST_DEGREES ? normal.inv(probability, 0, 1) : studentt.inv(probability, degrees);
    Object.assign(latest, { confidence, degrees, quantile });
  }
  return latest.quantile;
}

/** @throws DiscoError INVALID_ARGUMENT that names the function that was called */
export function checkConfidence(caller: string, confidence: number): void {
  const expected = 'a number between 0 and 1, such as 0.95';
  new Parameters(caller).check('confidence', confidence, confidence > 0 && confidence < 1, expected);
}
