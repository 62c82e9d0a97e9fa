/**
 * The numbers of tasks on each host in a list of SLURM, such as `2(x3),1` for 2, 2, 2 and 1; undefined if it is not one.
 */
export function tasksPerHost(list: string): number[] | undefined {
  const counts: number[] = [];
  for (const part of list.split(',')) {
    const [, tasks, hosts = '1'] = /^(\d{1,6})(?:\(x(\d{1,6})\))?$/.exec(part) ?? [];
    if (tasks === undefined) return undefined;
    for (let host = 0; host < Number(hosts); host++) counts.push(Number(tasks));
  }
  return counts;
}

/** Whether tasks fill one host after another, or go around. */
export type Distribution = 'block' | 'cyclic';

/**
 * The index of the host of each task.
 *
 * @param counts number of tasks on each host
 */
export function hostOfTasks(counts: readonly number[], distribution: Distribution): number[] {
  if (distribution === 'block') return counts.flatMap((count, host) => Array.from({ length: count }, () => host));
  const places: number[] = [];
  const rounds = counts.reduce((most, count) => Math.max(most, count), 0);
  for (let round = 0; round < rounds; round++)
    for (const [host, count] of counts.entries()) if (round < count) places.push(host);
  return places;
}
