/**
 * The values of a response that are independent of each other, for intervals: one of each replication, or the mean of each antithetic pair
 * of which both are there.
 *
 * @param values by number of the replication
 * @param replications how many there are, with those that have no value
 */
export function independentValues(
  isAntithetic: boolean,
  values: ReadonlyMap<number, number>,
  replications: number,
): number[] {
  const step = isAntithetic ? 2 : 1;
  const independent: number[] = [];
  for (let replication = 0; replication + step <= replications; replication += step) {
    const value = values.get(replication);
    const other = values.get(replication + step - 1);
    if (value !== undefined && other !== undefined) independent.push((value + other) / 2);
  }
  return independent;
}
