import { scenario, Shop } from '../models/job-shop.js';
import { machineRepair } from '../theory/machine-repair.js';
import type { Study } from './study.js';

const machines = ['lathe', 'mill', 'drill', 'press', 'saw'];
const { inRepair, waiting, wait } = machineRepair({ machines: 5, operators: 2, failures: 1 / 20, repairs: 1 / 6 });

export const jobShop: Study = {
  title: 'Job shop: five machines that break down, two operators (M/M/c//N)',
  model: Shop,
  options: {
    scenario,
    duration: 6500,
    warmup: 500,
    replications: 20,
    seed: 1,
    responses: {
      'operators at work': ({ mean }) => mean('shop/Ulm/operators.inUse'),
      'machines that wait': ({ mean }) => mean('shop/Ulm/operators.queue'),
      'hours that one waits': ({ mean }) => mean('shop/Ulm/operators.wait'),
      // A machine that is down is held by its breakdown.
      'machines in use or down': ({ mean }) =>
        machines.reduce((sum, machine) => sum + mean(`shop/Ulm/${machine}.inUse`), 0),
    },
  },
  theory: {
    'operators at work': inRepair,
    'machines that wait': waiting,
    'hours that one waits': wait,
    // Work is conserved: a job comes every 4 hours and keeps each machine busy for 2, however often it is interrupted.
    'machines in use or down': machines.length * (2 / 4) + inRepair + waiting,
  },
};
