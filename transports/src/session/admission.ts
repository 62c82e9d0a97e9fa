import { DiscoError, type Seat } from '@disco-engine/kernel';
import { compareIdentities } from '../wire/identity.js';
import type { Introduction } from './handshake-frames.js';
import type { PeerLink } from './peer-link.js';
import { violation } from './session-frame.js';

/**
 * Whether a worker that dials is the one that a link is for, and can go on where it was.
 *
 * @throws DiscoError `HANDSHAKE_REFUSED`, `WORKER_TAKEN`, `WORKER_LOST`, `PROTOCOL_VIOLATION`
 */
export function checkGuest(seat: Seat, session: string, link: PeerLink | undefined, guest: Introduction): PeerLink {
  const { worker, workers } = seat;
  if (link === undefined || guest.worker <= worker)
    throw new DiscoError(
      'HANDSHAKE_REFUSED',
      `worker ${guest.worker} of ${guest.workers} has no business with worker ${worker} of ${workers}; ` +
        'each worker needs a number of its own, and dials those with lower numbers',
    );
  const refusal = compareIdentities(seat, guest);
  if (refusal !== undefined) throw refusal;
  if (link.theirSession !== '' && link.theirSession !== guest.session)
    throw new DiscoError(
      'WORKER_TAKEN',
      `worker ${guest.worker} has joined already; each worker of a run needs a number of its own`,
    );
  if (guest.knows !== '' && guest.knows !== session) throw startedAnew(worker);
  const { endReason } = link.session;
  if (endReason !== undefined)
    throw new DiscoError(
      'WORKER_LOST',
      `worker ${worker} has cut worker ${guest.worker} off: ${endReason.message} [${endReason.code}]`,
    );
  checkResumption(link, guest);
  return link;
}

/**
 * Whether a worker that was dialled is the one that a link is for, and can go on where it was.
 *
 * @throws DiscoError `HANDSHAKE_REFUSED`, `WORKER_LOST`, `PROTOCOL_VIOLATION`
 */
export function checkHost(seat: Seat, address: string | undefined, link: PeerLink, host: Introduction): void {
  const refusal = compareIdentities(seat, host);
  if (refusal !== undefined) throw refusal;
  if (host.worker !== link.worker)
    throw new DiscoError(
      'HANDSHAKE_REFUSED',
      `worker ${host.worker} answers at ${address}, where worker ${link.worker} should; ` +
        'give the addresses in the order of the workers',
    );
  if (link.theirSession !== '' && link.theirSession !== host.session) throw startedAnew(host.worker);
  checkResumption(link, host);
}

function checkResumption(link: PeerLink, { worker, received }: Introduction): void {
  if (!link.session.canResume(received)) throw violation(`worker ${worker} cannot go on from message ${received}`);
}

function startedAnew(worker: number): DiscoError {
  return new DiscoError(
    'WORKER_LOST',
    `worker ${worker} was started anew and knows nothing of this run; start the run again`,
  );
}
