import { DiscoError } from '@disco-engine/kernel';
import { systemClock, systemRandomBytes } from '@disco-engine/transports/clock';
import type { TrustOptions } from '@disco-engine/transports/security';
import { mostPacketBytes } from '@disco-engine/transports/session';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { dialControl } from './control-wires.js';
import type { PeerAddress } from './peer-address.js';
import { reachWorker } from './reach-worker.js';
import { HUNG_UP } from './socket-connection.js';

/**
 * A worker that was started with `disco worker`, controlled over its control channel. It outlives the launcher: `kill`
 * releases it, and it ends the run. A connection that breaks is replaced, and nothing is lost or repeated.
 *
 * @throws DiscoError `WORKER_UNREACHABLE`, `TOKEN_REFUSED`, `WORKER_TAKEN`, `WORKER_DRAINING`, `HANDSHAKE_REFUSED`
 */
export async function remoteHost(peer: PeerAddress, trust: TrustOptions, lostAfter: number): Promise<WorkerHost> {
  const { control, text } = peer;
  const isSecure = trust.tls !== undefined && !('path' in control);
  const mostBytes = mostPacketBytes(MOST_ANSWER);
  return reachWorker({
    name: text,
    token: trust.token,
    lostAfter,
    mostBytes: MOST_ANSWER,
    clock: systemClock,
    randomBytes: systemRandomBytes,
    connect: () => dialControl(control, trust, () => mostBytes),
    unreachable(reason, isLate) {
      const where = 'path' in control ? control.path : `${control.host}:${control.port}`;
      const hint = reason === HUNG_UP && isSecure ? ', which is also how it refuses a certificate' : '';
      const told = isLate ? `it did not answer within ${lostAfter} ms (${reason}${hint})` : `${reason}${hint}`;
      const why = `worker ${text} cannot be reached through its control channel at ${where}: ${told}`;
      return new DiscoError('WORKER_UNREACHABLE', `${why}; check that 'disco worker' is running there`);
    },
    isFinal: (reason, tries) => reason !== HUNG_UP || tries >= MOST_TRIES,
  });
}

/** Maximum bytes of a reply, which may contain what a function of the model's module has collected. */
const MOST_ANSWER = 256 * 2 ** 20;
/** A crowd of strangers may have evicted this launcher before its proof. */
const MOST_TRIES = 9;
