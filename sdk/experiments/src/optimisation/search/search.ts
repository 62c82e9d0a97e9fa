import { RandomStreams } from '@disco-engine/kernel';
import { Climb } from './climb.js';
import { keyOf, type Point, type Space } from './space.js';
import { startingPoints } from './starting-points.js';
import type { Trials } from './trials.js';

/** Number of the best starting points that a climb starts from. */
const CLIMBS = 3;

export interface SearchOptions {
  readonly start: readonly Point[];
  readonly seed: number;
  /** Replications of each candidate. */
  readonly replications: number;
  /** Maximum total number of replications. */
  readonly budget: number;
}

/**
 * Searches for good candidates: tries the starting points and climbs from the best of them by pattern search, all climbs in parallel; then
 * repeats this from new starting points until that finds nothing better. Because every candidate gets the same replications, with common
 * random numbers, the search minimizes a fixed sample average (A. J. Kleywegt, A. Shapiro and T. Homem-de-Mello, "The Sample Average
 * Approximation Method for Stochastic Discrete Optimization", SIAM Journal on Optimization 12(2), 2002).
 *
 * The next candidates depend on the values of a whole round, not on the order of their arrival.
 *
 * @returns whether the search finished within its budget
 */
export async function search(space: Space, trials: Trials, options: SearchOptions): Promise<boolean> {
  const { start, seed } = options;
  let best = Infinity;
  for (let round = 0; ; round++) {
    const points = round === 0 ? start : startingPoints(space, start.length, seed, round);
    if (!(await climbFrom(points, space, trials, round, options))) return false;
    const found = trials.all.reduce((least, trial) => Math.min(least, trials.worthOf(trial)), Infinity);
    if (round > 0 && !(found < best)) return true;
    best = found;
  }
}

/** @returns whether all climbs ended because no neighbour is better; otherwise the budget is spent */
async function climbFrom(
  points: readonly Point[],
  space: Space,
  trials: Trials,
  round: number,
  { seed, replications, budget }: SearchOptions,
): Promise<boolean> {
  let isEnough = await trials.take(points, replications, budget);
  const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
  const climbs = points
    .filter((point) => trials.worth(point) < Infinity)
    .sort((a, b) => trials.worth(a) - trials.worth(b))
    .slice(0, CLIMBS)
    .map((point, number) => new Climb(space, point, streams.open('optimisation', `climb ${round}/${number}`)));
  while (isEnough) {
    const going = climbs.filter(({ isOver }) => !isOver);
    if (going.length === 0) return true;
    const polls = going.flatMap((climb) => climb.poll());
    isEnough = await trials.take(polls, replications, budget);
    for (const climb of going) climb.move((point) => trials.worth(point));
    endDoubles(going);
  }
  return false;
}

/** Of climbs at the same centre, only one continues. */
function endDoubles(climbs: readonly Climb[]): void {
  const met = new Set<string>();
  for (const climb of climbs) {
    const key = keyOf(climb.centre);
    if (met.has(key)) climb.end();
    met.add(key);
  }
}
