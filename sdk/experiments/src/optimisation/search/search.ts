import { RandomStreams } from '@disco-engine/kernel';
import { Climb } from './climb.js';
import { keyOf, type Point, type Space } from './space.js';
import { startingPoints } from './starting-points.js';
import type { Trials } from './trials.js';

/** How many of the best starting points are climbed from. */
const CLIMBS = 3;

export interface SearchOptions {
  readonly start: readonly Point[];
  readonly seed: number;
  /** Of each candidate. */
  readonly replications: number;
  /** How many replications it may use. */
  readonly budget: number;
}

/**
 * Looks for good candidates: tries the starting points, and climbs from the best of them by pattern search, all climbs side by side; then
 * the same from other starting points, until that finds nothing better. With the same replications of each candidate, under common random
 * numbers, it descends the average of these samples, which does not change under way (A. J. Kleywegt, A. Shapiro and T. Homem-de-Mello,
 * "The Sample Average Approximation Method for Stochastic Discrete Optimization", SIAM Journal on Optimization 12(2), 2002).
 *
 * What is tried next depends on the values of a whole round, and not on the order in which they come.
 *
 * @returns whether it came to an end before its budget did
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

/** @returns whether no climb finds a better neighbour any more; the budget is used otherwise */
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

/** Of climbs that have met, one goes on. */
function endDoubles(climbs: readonly Climb[]): void {
  const met = new Set<string>();
  for (const climb of climbs) {
    const key = keyOf(climb.centre);
    if (met.has(key)) climb.end();
    met.add(key);
  }
}
