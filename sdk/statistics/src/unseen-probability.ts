import { expm1, ln } from '@disco-engine/mathematics';
import { Parameters } from './parameters.js';
import { checkConfidence } from './student-quantile.js';

/**
 * How probable a thing may be that has not happened in any of so many independent replications: 1 - (1 - confidence)^(1 /
 * count), which for 95 % is about 3 / count. Source: J. A. Hanley and A. Lippman-Hand, "If nothing goes wrong, is everything
 * all right?", JAMA 249(13), 1983: the rule of three.
 *
 * @param count replications without it; whole, 1 or more
 * @param confidence probability that the answer is not too small; between 0 and 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function unseenProbability(count: number, confidence = 0.95): number {
  new Parameters('unseenProbability').count('count', count, 1);
  checkConfidence('unseenProbability', confidence);
  return -expm1(ln(1 - confidence) / count);
}
