import { entryAt } from '@disco-engine/kernel';
import { keyOf, type Point, type Space, type Values } from './space.js';

/** A combination of values, tried or to be tried. */
export interface Candidate {
  /** Numbered from 0 in the order that the search reached the candidates. */
  readonly number: number;
  readonly point: Point;
  /** Values of the variables. */
  readonly values: Values;
}

/** The results of replications 0, 1, 2, … of a candidate. */
export interface Evaluation {
  /** The objective in each replication, up to the first without a value. */
  readonly values: readonly number[];
  /** Why that replication has no value, for example because it failed. */
  readonly fault?: string | undefined;
}

/**
 * Runs replications of each candidate, numbered from 0, except those run before, and returns the evaluations in the order of the
 * candidates. Replication i of every candidate draws the same random numbers.
 */
export type Evaluate = (candidates: readonly Candidate[], replications: number) => Promise<readonly Evaluation[]>;

/** A candidate with its results so far. */
export interface Trial extends Evaluation {
  readonly candidate: Candidate;
  /** Number of replications, including failed ones. */
  readonly replications: number;
}

/** All candidates tried, in order, and the number of replications used. */
export class Trials {
  readonly #trials: Trial[] = [];
  readonly #known = new Map<string, number>();

  /** @param sign 1 if the least value is best, -1 if the greatest is */
  constructor(
    private readonly space: Space,
    private readonly evaluate: Evaluate,
    private readonly sign: 1 | -1,
  ) {}

  get all(): readonly Trial[] {
    return this.#trials;
  }

  /** Total number of replications, including failed ones. */
  get used(): number {
    return this.#trials.reduce((sum, { replications }) => sum + replications, 0);
  }

  /** The mean of a point, with a sign such that less is better; Infinity if it was not tried or has failed. */
  worth(point: Point): number {
    const trial = this.#trials[this.#known.get(keyOf(point)) ?? NaN];
    return trial === undefined ? Infinity : this.worthOf(trial);
  }

  worthOf({ values, fault }: Evaluation): number {
    if (fault !== undefined || values.length === 0) return Infinity;
    return (this.sign * values.reduce((sum, value) => sum + value, 0)) / values.length;
  }

  /**
   * Tries the points not tried yet, in order, as far as the budget allows.
   *
   * @param budget maximum of `used`
   * @returns whether the budget sufficed for all points
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

  /** Ensures that candidates have at least this many replications. */
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
