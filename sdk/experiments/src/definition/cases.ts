import { DiscoError, RandomStreams, shownValue } from '@disco-engine/kernel';
import type { ExperimentCase } from './experiment.js';

type Parameters = Readonly<Record<string, unknown>>;

/** All combinations of the values that parameters have, the last parameter varying fastest. What is no array is one value. */
export function gridOf(parameters: Parameters): Parameters[] {
  return Object.entries(parameters).reduce<Parameters[]>(
    (cases, [name, values]) =>
      cases.flatMap((known) =>
        (Array.isArray(values) ? values : [values]).map((value) => ({ ...known, [name]: value as unknown })),
      ),
    [{}],
  );
}

/** The same as cases, or those that were listed. */
export function casesOf(parameters: Parameters, listed: readonly Parameters[] | undefined): ExperimentCase[] {
  const common = gridOf(parameters);
  const all = listed === undefined ? common : common.flatMap((known) => listed.map((own) => ({ ...known, ...own })));
  return all.map((own, number) => ({ number, parameters: own }));
}

/**
 * Cases that fill a box of parameters evenly: each parameter's range is cut into as many parts as there are cases, and each part is met
 * once (M. D. McKay, R. J. Beckman, W. J. Conover, "A Comparison of Three Methods for Selecting Values of Input Variables in the Analysis
 * of Output from a Computer Code", Technometrics 21(2), 1979).
 *
 * @param ranges per parameter its least and its greatest value, both finite
 * @param cases how many; a whole number from 1
 * @param seed of the draws; the same seed gives the same cases
 * @throws DiscoError `ARGUMENT_INVALID`
 */
export function latinHypercube(
  ranges: Readonly<Record<string, readonly [least: number, greatest: number]>>,
  cases: number,
  seed = 0,
): Readonly<Record<string, number>>[] {
  if (!(Number.isSafeInteger(cases) && cases >= 1))
    throw new DiscoError(
      'ARGUMENT_INVALID',
      `latinHypercube: there are ${shownValue(cases)} cases; give a whole number from 1`,
    );
  const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
  const columns = Object.entries(ranges).map(([name, [least, greatest]]) => {
    if (!(
      typeof least === 'number' &&
      typeof greatest === 'number' &&
      Number.isFinite(greatest - least) &&
      least <= greatest
    ))
      throw new DiscoError(
        'ARGUMENT_INVALID',
        `latinHypercube: '${name}' goes from ${shownValue(least)} to ${shownValue(greatest)}; give two finite numbers, the lesser first`,
      );
    const random = streams.open('latin hypercube', name);
    const parts = Array.from({ length: cases }, (_, part) => part);
    for (let last = cases - 1; last > 0; last--) {
      const other = random.below(last + 1);
      const moved = parts[last] ?? NaN;
      parts[last] = parts[other] ?? NaN;
      parts[other] = moved;
    }
    return [name, parts.map((part) => least + ((part + random.uniform()) / cases) * (greatest - least))] as const;
  });
  return Array.from({ length: cases }, (_, number) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[number] ?? NaN])),
  );
}
