import { DEFAULT_STRANGER_LIMITS, Listener, parseAddress } from '@disco-engine/transports/security';
import type { PeerAddress } from '../control/peer-address.js';
import { findTransport } from '../modules/transport-module.js';

/**
 * Listens for a moment where the runs of a worker will listen, so that what is in the way is told when the worker is started, and not by its
 * first run. What an address of a user's own transport stands for is known to that transport alone, and not looked at.
 *
 * @throws DiscoError `LISTEN_FAILED`
 */
export async function probeAddress({ kind, listen }: PeerAddress): Promise<void> {
  const schemes = findTransport(kind, undefined)?.schemes;
  const address = schemes === undefined ? undefined : parseAddress(listen, schemes);
  if (address === undefined || typeof address === 'string') return;
  const listener = new Listener(DEFAULT_STRANGER_LIMITS, (socket) => void socket.destroy());
  await listener.listen(address);
  await listener.close();
}
