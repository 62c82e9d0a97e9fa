/**
 * Returns an entry of a list that must contain it, for an index that the program itself has computed; a wrong index is
 * a bug. In loops over numbers, read `numbers[index] ?? NaN` instead, which costs nothing.
 *
 * @throws RangeError if the list has no such entry
 */
export function entryAt<Entry extends {} | null>(list: ArrayLike<Entry>, index: number): Entry {
  const entry = list[index];
  if (entry === undefined) throw new RangeError(`there is no entry ${index} in a list of ${list.length}`);
  return entry;
}
