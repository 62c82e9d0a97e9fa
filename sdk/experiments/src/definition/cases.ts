import { DiscoError, RandomStreams, shownValue } from '@disco-engine/kernel';
import type { ExperimentCase } from './experiment.js';

type Parameters = Readonly<Record<string, unknown>>;

/** All combinations of parameter values, with the last parameter varying fastest. Anything but an array is a single value. */
export function gridOf(parameters: Parameters): Parameters[] {
  return Object.entries(parameters).reduce<Parameters[]>(
    (cases, [name, values]) =>
      cases.flatMap((known) =>
        (Array.isArray(values) ? values : [values]).map((value) => ({ ...known, [name]: value as unknown })),
      ),
    [{}],
  );
}

/** Numbered cases: the grid of `parameters`, each combined with each of the listed cases if there are any. */
export function casesOf(parameters: Parameters, listed: readonly Parameters[] | undefined): ExperimentCase[] {
  const common = gridOf(parameters);
  const all = listed === undefined ? common : common.flatMap((known) => listed.map((own) => ({ ...known, ...own })));
  return all.map((own, number) => ({ number, parameters: own }));
}

/**
 * Cases that fill a box of parameters evenly: the range of each parameter is divided into as many intervals as there are cases, and each
 * interval is used exactly once (M. D. McKay, R. J. Beckman, W. J. Conover, "A Comparison of Three Methods for Selecting Values of Input
 * Variables in the Analysis of Output from a Computer Code", Technometrics 21(2), 1979).
 *
 * @param ranges least and greatest value of each parameter, both finite
 * @param cases number of cases; a whole number, at least 1
 * @param seed seed of the draws; the same seed gives the same cases
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
      `latinHypercube: the number of cases is ${shownValue(cases)}; give a whole number, at least 1`,
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
