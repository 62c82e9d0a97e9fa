import type { WeightedMoments } from '@disco-engine/statistics/moments';
import type { SummaryFigures } from './channel-summary.js';

/** A number that JSON can represent, or null. */
export function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/**
 * The figures common to most channels.
 *
 * @param deviation the one of the deviations of `moments` to use
 * @param last the last recorded value
 */
export function figuresOf(
  count: number,
  moments: WeightedMoments,
  deviation: number | undefined,
  last: number,
): SummaryFigures {
  const { mean, minimum, maximum } = moments;
  return {
    count,
    mean: finite(mean),
    deviation: finite(deviation),
    minimum: finite(minimum),
    maximum: finite(maximum),
    last: finite(last),
  };
}
