import { DiscoError, type Transport } from '@disco-engine/kernel';
import { defineTransport } from '../kind/transport-kind.js';

/** The transports in which runs meet, by number. A plan is plain data, so it can only refer to one, not contain it. */
const rooms = new Map<number, Transport>();
let latest = 0;

/** Connects objects in one process. */
export const inProcess = defineTransport({
  name: 'in-process',
  hosts: ['objects'],
  async prepare({ workers }) {
    const { InProcessTransport } = await import('./in-process-transport.js');
    const room = ++latest;
    rooms.set(room, new InProcessTransport());
    return { plans: Array.from({ length: workers }, () => ({ room })), release: () => void rooms.delete(room) };
  },
  make({ room }: { readonly room: number }) {
    const transport = rooms.get(room);
    if (transport !== undefined) return transport;
    throw new DiscoError(
      'WORKER_UNREACHABLE',
      "the run that this worker should join is over, or is in another process; 'in-process' connects objects in one process",
    );
  },
});
