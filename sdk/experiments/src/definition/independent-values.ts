/**
 * The independent values of a response, for intervals: one for each replication, or the mean of each complete antithetic pair.
 *
 * @param values by replication number
 * @param replications number of replications, including those without a value
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
