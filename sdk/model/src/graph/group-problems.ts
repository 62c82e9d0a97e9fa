import { type Problem, toldProblems } from '@disco-engine/kernel';

/** Everything that prevents an assignment of vertices to groups from being valid. */
export function groupProblems(keys: readonly string[], groupOf: Int32Array, groupCount: number): Problem[] {
  if (!(Number.isInteger(groupCount) && groupCount >= 0 && groupCount <= keys.length)) {
    const message = `${keys.length} vertices need a whole number of groups from 0 to ${keys.length}, not ${groupCount}`;
    return [{ code: 'LENGTH_WRONG', message }];
  }
  const sizes = new Int32Array(groupCount);
  for (const group of groupOf) sizes[group] = (sizes[group] ?? NaN) + 1;
  return [...toldProblems(memberProblems(keys, groupOf, groupCount)), ...toldProblems(emptyGroups(sizes))];
}

function* memberProblems(keys: readonly string[], groupOf: Int32Array, groupCount: number): Iterable<Problem> {
  if (groupOf.length !== keys.length)
    yield {
      code: 'LENGTH_WRONG',
      message: `there are ${keys.length} vertices but ${groupOf.length} group numbers`,
    };
  for (let vertex = 0; vertex < groupOf.length; vertex++) {
    const [key, group] = [keys[vertex], groupOf[vertex] ?? NaN];
    if (key === undefined) return;
    if (group >= 0 && group < groupCount) continue;
    const message = `vertex '${key}' is in group ${group}; groups are numbered from 0 to ${groupCount - 1}`;
    yield { code: 'GROUP_UNKNOWN', message, place: { vertex: key } };
  }
}

function* emptyGroups(sizes: Int32Array): Iterable<Problem> {
  for (const [group, size] of sizes.entries())
    if (size === 0) yield { code: 'GROUP_EMPTY', message: `group ${group} has no vertex; number groups without gaps` };
}
