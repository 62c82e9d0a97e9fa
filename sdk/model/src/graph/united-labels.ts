import { LabelTable, countingSort } from '@disco-engine/kernel';

/**
 * The labels of groups: the union of their members' labels.
 *
 * @param groupOf per vertex, its group from 0 to `groupCount` - 1
 */
export function unitedLabels(
  { names, starts, labels }: LabelTable,
  groupOf: Int32Array,
  groupCount: number,
): LabelTable {
  const owners = new Int32Array(labels.length);
  for (let vertex = 0; vertex < groupOf.length; vertex++)
    owners.fill(groupOf[vertex] ?? NaN, starts[vertex] ?? NaN, starts[vertex + 1] ?? NaN);
  const byGroup = countingSort(groupCount, owners, countingSort(names.length, labels).order);
  const unitedStarts = new Int32Array(groupCount + 1);
  const united = new Int32Array(labels.length);
  let size = 0;
  for (let group = 0; group < groupCount; group++) {
    const begin = size;
    for (let at = byGroup.starts[group] ?? NaN; at < (byGroup.starts[group + 1] ?? NaN); at++) {
      const label = labels[byGroup.order[at] ?? NaN] ?? NaN;
      if (size === begin || united[size - 1] !== label) united[size++] = label;
    }
    unitedStarts[group + 1] = size;
  }
  return new LabelTable(names, unitedStarts, united.slice(0, size));
}
