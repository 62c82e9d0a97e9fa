import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import type { Constraint, Values } from '../../src/optimisation/search/space.js';
import { Space } from '../../src/optimisation/search/space.js';
import { startingPoints } from '../../src/optimisation/search/starting-points.js';
import { findBest, type Found } from '../../src/optimisation/search/find-best.js';
import type { Evaluate } from '../../src/optimisation/search/trials.js';
import { dimensionOf, type Variable } from '../../src/optimisation/search/variables.js';

export interface Noisy {
  readonly variables: Readonly<Record<string, Variable>>;
  readonly constraints?: readonly Constraint[];
  /** One replication; equal numbers give equal draws. */
  readonly value: (values: Values, random: RandomStream) => number;
}

export interface Trying {
  readonly seed: number;
  readonly budget: number;
  readonly best?: 'greatest' | 'least';
  readonly replications?: number;
  readonly finalists?: number;
  readonly first?: number;
  readonly indifference?: number;
  readonly start?: number;
}

export function spaceOf({ variables, constraints = [] }: Pick<Noisy, 'variables' | 'constraints'>): Space {
  return new Space(
    Object.entries(variables).map(([name, variable]) => dimensionOf(name, variable)),
    constraints,
  );
}

/** Computes values immediately; each replication draws from its own stream. */
export function evaluateBy({ value }: Pick<Noisy, 'value'>, seed: number): Evaluate {
  return async (candidates, replications) =>
    candidates.map(({ values }) => ({
      values: Array.from({ length: replications }, (_, replication) =>
        value(values, new RandomStreams({ masterSeed: seed, replication }).open('noise')),
      ),
    }));
}

export function find(noisy: Noisy, trying: Trying, evaluate = evaluateBy(noisy, trying.seed)): Promise<Found> {
  const { seed, budget, best = 'least', replications = 5, finalists = 8, first = 10, indifference = 1 } = trying;
  const space = spaceOf(noisy);
  const start = startingPoints(space, trying.start ?? 4 * (space.dimensions.length + 1), seed);
  const options = { start, seed, best, budget, replications, finalists, first, indifference, confidence: 0.95 };
  return findBest(space, evaluate, options);
}

/** The values of the chosen candidate. */
export function bestOf({ best, trials }: Found): Values {
  const found = best === undefined ? undefined : trials[best];
  if (found === undefined) throw new Error('none was chosen');
  return found.candidate.values;
}

/** The finalists that do not differ significantly from the best. */
export function alikeOf({ differences }: Pick<Found, 'differences'>): number[] {
  return differences.flatMap(({ finalist, mean = NaN, halfWidth = NaN }) =>
    Math.abs(mean) > halfWidth ? [] : [finalist],
  );
}

/** Approximately standard normal: the sum of twelve uniform draws, minus 6. */
export function noise(random: RandomStream): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw++) sum += random.uniform();
  return sum;
}
