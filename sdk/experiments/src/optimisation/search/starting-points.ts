import { entryAt, RandomStreams, type RandomStream } from '@disco-engine/kernel';
import { keyOf, type Point, type Space } from './space.js';

/** Up to this many combinations, the space is enumerated if random tries find no candidate. */
const SMALL = 100_000;
const TRIES = 10_000;

/**
 * Evenly spread candidates from a Latin hypercube, as in `latinHypercube`; random candidates replace those that violate constraints.
 *
 * @param count maximum number; there are none if the space has no candidate, or none was found
 * @param round counts from 0; each round gives different candidates
 */
export function startingPoints(space: Space, count: number, seed: number, round = 0): Point[] {
  const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
  const random = streams.open('optimisation', `start ${round}`);
  const columns = space.dimensions.map(({ values }) => columnOf(values.length, count, random));
  const spread = Array.from({ length: count }, (_, at) => columns.map((column) => entryAt(column, at)));
  const found = new Map<string, Point>();
  const take = (point: Point): void => {
    if (found.size < count && !found.has(keyOf(point)) && space.isFeasible(point)) found.set(keyOf(point), point);
  };
  for (const point of spread) take(point);
  for (let tries = 0; found.size < count && tries < TRIES; tries++)
    take(space.dimensions.map(({ values }) => random.below(values.length)));
  if (found.size === 0 && space.size <= SMALL) for (const point of space.all()) take(point);
  return [...found.values()];
}

/** Indices in one dimension, one from each of `count` equal parts, in random order. */
function columnOf(values: number, count: number, random: RandomStream): number[] {
  const places = Array.from({ length: count }, (_, part) =>
    Math.min(values - 1, Math.floor(((part + random.uniform()) / count) * values)),
  );
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const moved = entryAt(places, last);
    places[last] = entryAt(places, other);
    places[other] = moved;
  }
  return places;
}
