import { DiscoError } from '@disco-engine/kernel';
import type { PeerAddress } from '../control/peer-address.js';

/**
 * Where a thread of a process listens: two ports above the thread before it, one for events and one for commands, or at
 * a path with its number.
 *
 * @param first address of the process, which is that of its first thread
 * @param thread from 0
 * @throws DiscoError `LISTEN_FAILED` if there are not enough ports
 */
export function threadAddress(first: PeerAddress, thread: number): PeerAddress {
  if (thread === 0) return first;
  if ('path' in first.control) {
    const listen = `${first.listen}.${thread}`;
    return { ...first, listen, control: { path: `${listen.slice('unix:'.length)}.control` } };
  }
  const at = first.listen.lastIndexOf(':') + 1;
  const listen = `${first.listen.slice(0, at)}${portOf(Number(first.listen.slice(at)), thread)}`;
  return { ...first, listen, control: { ...first.control, port: portOf(first.control.port, thread) } };
}

/** Port 0 takes any free port, for every thread. */
function portOf(first: number, thread: number): number {
  const port = first === 0 ? 0 : first + 2 * thread;
  if (port <= MOST_PORT) return port;
  throw new DiscoError(
    'LISTEN_FAILED',
    `thread ${thread} of the worker would listen at port ${port}; choose a lower one`,
  );
}

const MOST_PORT = 65_535;
