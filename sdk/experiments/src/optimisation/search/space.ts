import { DiscoError, entryAt, shownValue } from '@disco-engine/kernel';
import { parameterText } from '../../fields/parameter-text.js';
import type { Dimension } from './variables.js';

/** A candidate, as the index of its value in each dimension. */
export type Point = readonly number[];

export type Values = Readonly<Record<string, unknown>>;

/** Whether a combination of values is allowed. */
export type Constraint = (values: Values) => boolean;

/** All candidates: combinations of the values of variables that meet the constraints. */
export class Space {
  /** Number of combinations, including those that violate constraints. */
  readonly size: number;

  constructor(
    readonly dimensions: readonly Dimension[],
    private readonly constraints: readonly Constraint[],
  ) {
    this.size = dimensions.reduce((product, { values }) => product * values.length, 1);
  }

  valuesOf(point: Point): Values {
    return Object.fromEntries(this.dimensions.map(({ name, values }, at) => [name, values[entryAt(point, at)]]));
  }

  /** @throws DiscoError `ARGUMENT_INVALID` if a constraint throws, or does not return a boolean */
  isFeasible(point: Point): boolean {
    const values = this.valuesOf(point);
    return this.constraints.every((constraint, at) => {
      let met: unknown;
      try {
        met = constraint(values);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        const message = `constraints[${at}] throws for ${valuesText(values)}: ${reason}; return true or false`;
        throw new DiscoError('ARGUMENT_INVALID', message, {}, { cause });
      }
      if (typeof met === 'boolean') return met;
      const message = `constraints[${at}] returns ${shownValue(met)} for ${valuesText(values)}; return true or false`;
      throw new DiscoError('ARGUMENT_INVALID', message);
    });
  }

  /** All candidates, with the last variable varying fastest; only for small spaces. */
  all(): Point[] {
    const points = this.dimensions.reduce<Point[]>(
      (known, { values }) => known.flatMap((point) => values.map((_, place) => [...point, place])),
      [[]],
    );
    return points.filter((point) => this.isFeasible(point));
  }
}

/** A unique key of a point. */
export function keyOf(point: Point): string {
  return point.join(',');
}

export function valuesText(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${parameterText(value)}`)
    .join(', ');
}
