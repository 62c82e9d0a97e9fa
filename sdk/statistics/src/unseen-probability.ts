import { expm1, ln } from '@disco-engine/mathematics';
import { Parameters } from './parameters.js';
import { checkConfidence } from './student-quantile.js';

/**
 * An upper bound for the probability of an event that has not happened in any of `count` independent replications: 1 - (1 -
 * confidence)^(1 / count), which for 95 % is about 3 / count. Source: J. A. Hanley and A. Lippman-Hand, "If nothing goes wrong,
 * is everything all right?", JAMA 249(13), 1983: the rule of three.
 *
 * @param count replications without the event; whole, at least 1
 * @param confidence probability that the bound holds; between 0 and 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function unseenProbability(count: number, confidence = 0.95): number {
  new Parameters('unseenProbability').count('count', count, 1);
  checkConfidence('unseenProbability', confidence);
  return -expm1(ln(1 - confidence) / count);
}
