import { DEFAULT_STRANGER_LIMITS, Listener, parseAddress } from '@disco-engine/transports/security';
import type { PeerAddress } from '../control/peer-address.js';
import { findTransport } from '../modules/transport-module.js';

/**
 * Listens briefly where the runs of a worker will listen, so that problems are reported when the worker is started, and
 * not by its first run. Addresses of a custom transport are not checked, since only that transport can interpret them.
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
