import type { Simulation } from '@disco-engine/sdk';
import type { Chain } from '../src/chain.js';
import type { Quantities } from '../src/quantities.js';
import { StageGroup } from '../src/stage-group.js';

/** Units that went from one stage to another, or that a stage ordered from itself. */
export interface Trade {
  readonly simproc: string;
  readonly epoch: number;
  readonly from: string;
  readonly to: string;
  readonly units: number;
}

/** Observes what nodes send and interprets it for stages: independently of the model, from the chain alone. */
export function listen(simulation: Simulation, chain: Chain, take: (trade: Trade) => void): void {
  const groupOf = new Map<string, string>();
  for (const [node, { keys }] of simulation.nodes(StageGroup)) for (const key of keys) groupOf.set(key, node);
  const arcs = arcsBetween(chain, groupOf);
  const keysOf = new Map([...simulation.nodes(StageGroup)].map(([node, { keys }]) => [node, keys]));

  simulation.sends.subscribe(({ node, epoch, target, payload }) => {
    const { simproc } = target;
    if (simproc === 'order') {
      const between = arcs.get(`${node} ${target.node}`) ?? [];
      (payload as Float64Array).forEach((units, place) => {
        const [customer, supplier] = between[place];
        if (units !== 0) take({ simproc, epoch, from: customer, to: supplier, units });
      });
      return;
    }
    const { of, units: all } = payload as Quantities;
    const between = arcs.get(`${target.node} ${node}`) ?? [];
    of.forEach((number, i) => {
      const key = keysOf.get(node)?.[number] ?? '';
      const [to, from] = target.node === node ? [key, key] : between[number];
      take({ simproc, epoch, from, to, units: all[i] });
    });
  });
}

/**
 * Customer and supplier of each arc between two nodes, sorted; keyed by the names of the customer's node and the supplier's.
 */
function arcsBetween({ stages }: Chain, groupOf: ReadonlyMap<string, string>): ReadonlyMap<string, [string, string][]> {
  const arcs = stages.flatMap(({ id, upstream }) => upstream.map(({ stage }): [string, string] => [id, stage]));
  arcs.sort(([a, b], [c, d]) => (a < c || (a === c && b < d) ? -1 : 1));
  const between = new Map<string, [string, string][]>();
  for (const arc of arcs) {
    const pair = arc.map((key) => groupOf.get(key)).join(' ');
    const known = between.get(pair);
    if (known === undefined) between.set(pair, [arc]);
    else known.push(arc);
  }
  return between;
}
