import type { SimulatedHost, SimulatedNetwork, Story } from '@disco-engine/transports/simulation';
import { Worker } from '../worker/worker.js';
import { SimulatedPart } from './simulated-part.js';
import { SimulatedTransport } from './simulated-transport.js';

/** The worker of a simulated host: everything in it but the model is what production runs. */
export function simulatedWorker(
  host: SimulatedHost,
  network: SimulatedNetwork,
  heartbeat: number,
  story: Story,
): Worker {
  let runs = 0;
  const worker = new Worker({
    clock: host.clock,
    makeTransport: async ({ lostAfter }) =>
      new SimulatedTransport(host, network, {
        listen: `unix:/${host.name}/${++runs}`,
        heartbeat,
        lostAfter,
        openWithin: lostAfter,
        closeWithin: CLOSE_WITHIN,
      }),
    makePart: (spec, transport) => SimulatedPart.create(host, spec, transport),
  });
  worker.transitions.subscribe(({ from, to, reason }) =>
    story.tell(`${host.name}: ${from} → ${to}${reason === undefined ? '' : ` (${reason})`}`),
  );
  worker.open();
  return worker;
}

const CLOSE_WITHIN = 200;
