/**
 * An entry of a list that must have it, for an index that the program itself has worked out: a wrong one is a defect. In loops over numbers,
 * read `numbers[index] ?? NaN` instead, which costs nothing.
 *
 * @throws RangeError where the list has no such entry
 */
export function entryAt<Entry extends {} | null>(list: ArrayLike<Entry>, index: number): Entry {
  const entry = list[index];
  if (entry === undefined) throw new RangeError(`there is no entry ${index} in a list of ${list.length}`);
  return entry;
}
