import { replicate, type ReplicateOptions } from '@disco-engine/experiments/replicate';
import type { ModelClass } from '@disco-engine/sdk';
import { meanInterval } from '@disco-engine/statistics';

/** A model, how it is run, and what theory predicts. */
export interface Study {
  readonly title: string;
  readonly model: ModelClass;
  readonly options: ReplicateOptions;
  /** Theoretical means, by name of a response or `NODE/NAME` of a channel. */
  readonly theory: Readonly<Record<string, number>>;
}

/** A measured mean and its theoretical value. */
export interface Comparison {
  readonly name: string;
  readonly mean: number;
  /** Half-width of the 99.9 % interval around it. */
  readonly halfWidth: number;
  readonly theory: number;
}

/** Runs all replications of a study. */
export async function compared({ model, options, theory }: Study): Promise<Comparison[]> {
  const [results] = (await replicate(model, options)).cases;
  return Object.entries(theory).map(([name, expected]) => {
    const values = results?.response(name).values.map((value) => value ?? NaN) ?? [];
    const { mean = NaN, halfWidth = NaN } = meanInterval(values, 0.999);
    return { name, mean, halfWidth, theory: expected };
  });
}
