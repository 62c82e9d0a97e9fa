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
  const independent: number[] = [];
  for (let replication = 0; replication < replications; replication += isAntithetic ? 2 : 1) {
    const value = values.get(replication);
    const other = isAntithetic ? values.get(replication + 1) : value;
    if (value !== undefined && other !== undefined) independent.push(isAntithetic ? (value + other) / 2 : value);
  }
  return independent;
}
