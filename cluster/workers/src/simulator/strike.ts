import type { Fault } from './faults.js';
import type { SimulatedHost } from './simulated-host.js';
import type { SimulatedNetwork } from './simulated-network.js';
import type { SimulatedTime } from './simulated-time.js';

/** Lets a fault happen now. */
export function strike(
  fault: Fault,
  network: SimulatedNetwork,
  hosts: ReadonlyMap<string, SimulatedHost>,
  { now }: SimulatedTime,
): void {
  const host = 'host' in fault ? hosts.get(fault.host) : undefined;
  switch (fault.kind) {
    case 'cut':
      network.way(fault.from, fault.to).cutUntil = now + fault.lasts;
      if (fault.both) network.way(fault.to, fault.from).cutUntil = now + fault.lasts;
      break;
    case 'slow':
      Object.assign(network.way(fault.from, fault.to), { delay: fault.delay, slowUntil: now + fault.lasts });
      break;
    case 'rough': {
      const { damage, repeat, lasts } = fault;
      Object.assign(network.way(fault.from, fault.to), { damage, repeat, roughUntil: now + lasts });
      break;
    }
    case 'forget':
      network.forget(fault.host);
      break;
    case 'stop':
    case 'work':
      host?.work(fault.lasts);
      break;
    case 'kill':
      host?.kill();
  }
}
