/** More hosts than any job has: a list that names more is a mistake. */
const MOST_HOSTS = 100_000;

/**
 * The hosts in a list of SLURM, such as `gpu1,rack[1-2]node[01-04,7]`, in its order; undefined if it is not one.
 *
 * @example
 * expandNodeList('n[09-10,12],login'); // n09, n10, n12, login
 */
export function expandNodeList(list: string): string[] | undefined {
  const parts = partsOf(list);
  if (parts === undefined) return undefined;
  const hosts: string[] = [];
  for (const part of parts) {
    const expanded = expand(part, MOST_HOSTS - hosts.length);
    if (expanded === undefined) return undefined;
    hosts.push(...expanded);
  }
  return hosts;
}

/** Splits at the commas outside brackets. */
function partsOf(list: string): string[] | undefined {
  const parts = list.match(/(?:[^,[\]]|\[[^,[\]]+(?:,[^,[\]]+)*\])+/g) ?? [];
  return parts.length > 0 && parts.join(',') === list ? parts : undefined;
}

function expand(part: string, most: number): string[] | undefined {
  const [, before, ranges, after] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(part) ?? [];
  if (before === undefined || ranges === undefined || after === undefined) return [part];
  const tails = expand(after, most);
  if (tails === undefined) return undefined;
  const hosts: string[] = [];
  for (const range of ranges.split(',')) {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    const count = Number(to) - Number(from) + 1;
    if (from === '' || count < 1 || count * tails.length > most - hosts.length) return undefined;
    for (let number = Number(from); number <= Number(to); number++) {
      const digits = String(number).padStart(from.length, '0');
      for (const tail of tails) hosts.push(`${before}${digits}${tail}`);
    }
  }
  return hosts;
}
