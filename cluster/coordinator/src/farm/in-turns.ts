/** Transfers under way at once: each may hold a whole artefact in memory. */
const AT_ONCE = 4;

/** Does something with each value, a few at a time. @returns the results in the order of the values */
export async function inTurns<Value, Result>(
  values: readonly Value[],
  action: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < values.length; from += AT_ONCE)
    results.push(...(await Promise.all(values.slice(from, from + AT_ONCE).map(action))));
  return results;
}
