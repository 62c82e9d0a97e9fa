import type { Chain } from './chain.js';

/**
 * Which worker steps which stage, by node name: neighbours stay together as far as equal work allows. Each worker grows its part
 * from one stage by always taking the one that has most arcs into the part, until it has its share of all arcs.
 */
export function placeStages(chain: Chain, workers: number): Record<string, number> {
  const neighbours = neighboursOf(chain);
  const total = [...neighbours.values()].reduce((sum, { size }) => sum + size + 1, 0);
  const placed: Record<string, number> = {};
  const left = new Set(neighbours.keys());
  for (let worker = 0; worker < workers; worker++) {
    const pull = new Map<string, number>();
    let work = 0;
    while (left.size > 0 && (work < total / workers || worker === workers - 1)) {
      const id = strongest(pull, left);
      left.delete(id);
      pull.delete(id);
      placed[`stage/${id}`] = worker;
      const around = neighbours.get(id) ?? new Set();
      work += around.size + 1;
      for (const next of around) if (left.has(next)) pull.set(next, (pull.get(next) ?? 0) + 1);
    }
  }
  return placed;
}

function neighboursOf({ stages }: Chain): Map<string, Set<string>> {
  const neighbours = new Map(stages.map(({ id }) => [id, new Set<string>()]));
  for (const { id, upstream } of stages) {
    for (const { stage } of upstream) {
      neighbours.get(id)?.add(stage);
      neighbours.get(stage)?.add(id);
    }
  }
  return neighbours;
}

/** The stage with the strongest pull, or the first that is left where nothing pulls. */
function strongest(pull: ReadonlyMap<string, number>, left: ReadonlySet<string>): string {
  let best = left.values().next().value ?? '';
  let most = 0;
  for (const [id, strength] of pull) {
    if (strength <= most) continue;
    best = id;
    most = strength;
  }
  return best;
}
