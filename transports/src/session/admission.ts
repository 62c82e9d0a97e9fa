import { DiscoError, type Seat } from '@disco-engine/kernel';
import { compareIdentities } from '../wire/identity.js';
import type { Introduction } from './handshake-frames.js';
import type { PeerLink } from './peer-link.js';
import { violation } from './session-frame.js';

/**
 * Checks that a worker that dials is the one that a link is for, and can continue where it was.
 *
 * @throws DiscoError `HANDSHAKE_REFUSED`, `WORKER_TAKEN`, `WORKER_LOST`, `PROTOCOL_VIOLATION`
 */
export function checkGuest(seat: Seat, session: string, link: PeerLink | undefined, guest: Introduction): PeerLink {
  const { worker, workers } = seat;
  if (link === undefined || guest.worker <= worker)
    throw new DiscoError(
      'HANDSHAKE_REFUSED',
      `worker ${guest.worker} of ${guest.workers} must not dial worker ${worker} of ${workers}; ` +
        'give each worker a different number; it dials those with lower numbers',
    );
  const refusal = compareIdentities(seat, guest);
  if (refusal !== undefined) throw refusal;
  if (link.theirSession !== '' && link.theirSession !== guest.session)
    throw new DiscoError(
      'WORKER_TAKEN',
      `worker ${guest.worker} has already joined; give each worker of a run a different number`,
    );
  if (guest.knows !== '' && guest.knows !== session) throw startedAnew(worker);
  const { endReason } = link.session;
  if (endReason !== undefined)
    throw new DiscoError(
      'WORKER_LOST',
      `worker ${worker} has disconnected worker ${guest.worker}: ${endReason.message} [${endReason.code}]`,
    );
  checkResumption(link, guest);
  return link;
}

/**
 * Checks that a worker that was dialled is the one that a link is for, and can continue where it was.
 *
 * @throws DiscoError `HANDSHAKE_REFUSED`, `WORKER_LOST`, `PROTOCOL_VIOLATION`
 */
export function checkHost(seat: Seat, address: string | undefined, link: PeerLink, host: Introduction): void {
  const refusal = compareIdentities(seat, host);
  if (refusal !== undefined) throw refusal;
  if (host.worker !== link.worker)
    throw new DiscoError(
      'HANDSHAKE_REFUSED',
      `worker ${host.worker} answered at ${address} instead of worker ${link.worker}; ` +
        'list the addresses in the order of the workers',
    );
  if (link.theirSession !== '' && link.theirSession !== host.session) throw startedAnew(host.worker);
  checkResumption(link, host);
}

function checkResumption(link: PeerLink, { worker, received }: Introduction): void {
  if (!link.session.canResume(received)) throw violation(`worker ${worker} cannot continue from message ${received}`);
}

function startedAnew(worker: number): DiscoError {
  return new DiscoError(
    'WORKER_LOST',
    `worker ${worker} was restarted and knows nothing about this run; start the run again`,
  );
}
