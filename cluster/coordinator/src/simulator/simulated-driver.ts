import type { SimulatedHost, SimulatedNetwork } from '@disco-engine/transports/simulation';
import type { Driver } from '../postgres/driver.js';
import type { Mail } from './mail.js';
import { SimulatedClient } from './simulated-client.js';
import { SimulatedPool } from './simulated-pool.js';

/** Name and address of the machine on which the database is. */
export const DATABASE = 'database';
export const ADDRESS = 'database:5432';

/** Connections of one host to the simulated server. */
export function simulatedDriver(host: SimulatedHost, network: SimulatedNetwork, mail: Mail): Driver {
  const open = (): SimulatedClient => new SimulatedClient(host, network, mail, DATABASE, ADDRESS);
  return {
    async open() {
      const client = open();
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    pool: (most) => new SimulatedPool(host, most, open),
  };
}
