import { Inventory, Policy, scenario, sizes } from '../models/inventory.js';
import { inventoryLevels } from '../theory/inventory-levels.js';
import type { Study } from './study.js';

const [ORDER, HOLDING, BACKLOG] = [32, 1, 9];
const { reorder, target, leadTime } = new Policy();
const shares = Array.from({ length: 5 }, (_, size) => (sizes.weights[sizes.values.indexOf(size)] ?? 0) / 6);
const { orders, stock, backlog } = inventoryLevels({ reorder, target, leadTime, demands: 2, sizes: shares });

export const inventory: Study = {
  title: 'Inventory: an (s, S) policy under compound Poisson demand',
  model: Inventory,
  options: {
    scenario,
    duration: 2020,
    warmup: 20,
    replications: 20,
    seed: 1,
    responses: {
      'orders a day': ({ rate }) => rate('store/Ulm/ordered'),
      'pieces in stock': ({ mean }) => mean('store/Ulm/stock.level'),
      'pieces owed': ({ mean }) => mean('store/Ulm/stock.queue'),
      'cost of a day': ({ rate, mean }) =>
        ORDER * rate('store/Ulm/ordered') +
        HOLDING * mean('store/Ulm/stock.level') +
        BACKLOG * mean('store/Ulm/stock.queue'),
    },
  },
  theory: {
    'orders a day': orders,
    'pieces in stock': stock,
    'pieces owed': backlog,
    'cost of a day': ORDER * orders + HOLDING * stock + BACKLOG * backlog,
  },
};
