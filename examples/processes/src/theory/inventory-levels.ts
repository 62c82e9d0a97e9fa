import { math } from '@disco-engine/sdk';

/** An (s, S) policy under continuous review, with backlogged demand. */
export interface ReviewedInventory {
  /** s: it orders as soon as its position is at this level or below. */
  readonly reorder: number;
  /** S: the level that it orders up to. */
  readonly target: number;
  readonly leadTime: number;
  /** Demands per unit of time, a Poisson process. */
  readonly demands: number;
  /** Probability that a demand is for a given number of pieces, from 0, which has probability 0. */
  readonly sizes: readonly number[];
}

export interface InventoryLevels {
  /** Orders per unit of time. */
  readonly orders: number;
  /** Mean number of pieces in stock. */
  readonly stock: number;
  /** Mean number of pieces that customers wait for. */
  readonly backlog: number;
}

/**
 * Each order renews the position: between two orders it reaches `S - j` with probability `m(j)`, where m is the renewal
 * function of the sizes, and stays there for the time between two demands. The stock a lead time later is the position minus
 * the demand of that time. P. H. Zipkin, "Foundations of Inventory Management" (2000), chapter 6; the renewals as in Y.-S.
 * Zheng and A. Federgruen, Operations Research 39(4), 1991.
 */
export function inventoryLevels({ reorder, target, leadTime, demands, sizes }: ReviewedInventory): InventoryLevels {
  const visits: number[] = [];
  for (let below = 0; below < target - reorder; below++)
    visits.push(visits.reduce((sum, visit, at) => sum + visit * (sizes[below - at] ?? 0), below === 0 ? 1 : 0));
  const perOrder = visits.reduce((sum, visit) => sum + visit, 0);
  const owed = compoundPoisson(demands * leadTime, sizes, 40 + 10 * demands * leadTime * sizes.length);
  let [stock, backlog] = [0, 0];
  visits.forEach((visit, below) =>
    owed.forEach((probability, demand) => {
      const net = target - below - demand;
      const share = (visit / perOrder) * probability;
      if (net > 0) stock += share * net;
      else backlog -= share * net;
    }),
  );
  return { orders: demands / perOrder, stock, backlog };
}

/**
 * The probability of demand for a given number of pieces. H. H. Panjer, "Recursive evaluation of a family of compound
 * distributions", ASTIN Bulletin 12(1), 1981.
 *
 * @param mean number of demands
 */
function compoundPoisson(mean: number, sizes: readonly number[], most: number): number[] {
  const probabilities = [math.exp(-mean)];
  for (let pieces = 1; pieces <= most; pieces++) {
    const terms = sizes.map((share, size) => (size > pieces ? 0 : size * share * (probabilities[pieces - size] ?? 0)));
    probabilities.push((mean / pieces) * terms.reduce((sum, term) => sum + term, 0));
  }
  return probabilities;
}
