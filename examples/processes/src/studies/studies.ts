import { callCentre } from './call-centre.js';
import { epidemic } from './epidemic.js';
import { inventory } from './inventory.js';
import { jobShop } from './job-shop.js';
import { packetNetwork } from './packet-network.js';
import type { Study } from './study.js';

/** All studies of this example. */
export const studies: readonly Study[] = [callCentre, jobShop, packetNetwork, inventory, epidemic];
