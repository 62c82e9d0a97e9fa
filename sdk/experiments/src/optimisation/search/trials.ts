import { entryAt } from '@disco-engine/kernel';
import { keyOf, type Point, type Space, type Values } from './space.js';

/** A combination of values that has been tried, or is to be. */
export interface Candidate {
  /** In the order in which the search came to it, from 0 on. */
  readonly number: number;
  readonly point: Point;
  /** Of the variables. */
  readonly values: Values;
}

/** What came of replications 0, 1, 2, … of a candidate. */
export interface Evaluation {
  /** The objective in each, up to the first one that has none. */
  readonly values: readonly number[];
  /** Why that one has none: it has failed, for example. */
  readonly fault?: string | undefined;
}

/**
 * Runs so many replications of each candidate from number 0 on, those apart that have been run, and gives what came of them, in the
 * order of the candidates. Replication i of each candidate draws the same numbers.
 */
export type Evaluate = (candidates: readonly Candidate[], replications: number) => Promise<readonly Evaluation[]>;

/** A candidate with what came of it so far. */
export interface Trial extends Evaluation {
  readonly candidate: Candidate;
  /** How many replications it has, those that have failed included. */
  readonly replications: number;
}

/** All that has been tried, in its order, and how many replications that has taken. */
export class Trials {
  readonly #trials: Trial[] = [];
  readonly #known = new Map<string, number>();

  /** @param sign 1 where the least value is the best, -1 where the greatest is */
  constructor(
    private readonly space: Space,
    private readonly evaluate: Evaluate,
    private readonly sign: 1 | -1,
  ) {}

  get all(): readonly Trial[] {
    return this.#trials;
  }

  /** How many replications there are, those that have failed included. */
  get used(): number {
    return this.#trials.reduce((sum, { replications }) => sum + replications, 0);
  }

  /** The mean of a point, such that less is better; Infinity where it was not tried, or has failed. */
  worth(point: Point): number {
    const trial = this.#trials[this.#known.get(keyOf(point)) ?? NaN];
    return trial === undefined ? Infinity : this.worthOf(trial);
  }

  worthOf({ values, fault }: Evaluation): number {
    if (fault !== undefined || values.length === 0) return Infinity;
    return (this.sign * values.reduce((sum, value) => sum + value, 0)) / values.length;
  }

  /**
   * Tries the points that were not tried yet, as far as the budget allows, in their order.
   *
   * @param budget of `used`
   * @returns whether it was enough for all
   */
  async take(points: readonly Point[], replications: number, budget: number): Promise<boolean> {
    const fresh = new Map<string, Point>();
    for (const point of points) if (!this.#known.has(keyOf(point))) fresh.set(keyOf(point), point);
    const most = Math.max(0, Math.floor((budget - this.used) / replications));
    const numbers = [...fresh].slice(0, most).map(([key, point]) => {
      const number = this.#trials.length;
      const candidate = { number, point, values: this.space.valuesOf(point) };
      this.#trials.push({ candidate, values: [], replications: 0 });
      this.#known.set(key, number);
      return number;
    });
    await this.replicate(numbers, replications);
    return fresh.size <= most;
  }

  /** Sees to it that candidates have so many replications, or more. */
  async replicate(numbers: readonly number[], replications: number): Promise<void> {
    const short = numbers
      .map((number) => entryAt(this.#trials, number))
      .filter((one) => one.replications < replications);
    if (short.length === 0) return;
    const candidates = short.map(({ candidate }) => candidate);
    const evaluations = await this.evaluate(candidates, replications);
    for (const [at, candidate] of candidates.entries())
      this.#trials[candidate.number] = { candidate, replications, ...entryAt(evaluations, at) };
  }
}
