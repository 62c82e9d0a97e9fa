import { setTimeout as delay } from 'node:timers/promises';
import { DiscoError, type Seat } from '@disco-engine/kernel';
import { compareIdentities, type Introduction } from '../wire/identity.js';
import type { Link } from './link.js';
import { RecordKind } from './record.js';

/**
 * Tells the other workers what this one runs, and waits for them to do the same.
 *
 * @throws DiscoError `HANDSHAKE_REFUSED` with the first difference; `WORKER_UNREACHABLE` with the missing workers
 */
export async function introduce(seat: Seat, links: readonly Link[], milliseconds: number): Promise<void> {
  const { worker, workers, identity } = seat;
  const own: Introduction = { worker, workers, identity };
  const content = Buffer.from(JSON.stringify(own));
  for (const link of links) link.send(RecordKind.Introduction, content);
  const missing = new Set(links);
  const end = performance.now() + milliseconds;
  for (;;) {
    for (const link of missing) {
      const other = introductionFrom(link);
      if (other === undefined) continue;
      const refusal = compareIdentities(own, other);
      if (refusal !== undefined) throw refusal;
      missing.delete(link);
    }
    if (missing.size === 0 && links.every((link) => !link.isFull)) return;
    if (performance.now() >= end) throw unreachable(worker, links, missing, milliseconds);
    for (const link of links) link.push();
    // Keeps the event loop free: other workers may live on this thread.
    await delay(1);
  }
}

function introductionFrom(link: Link): Introduction | undefined {
  link.inbound.look();
  const content = link.inbound.next();
  return content && (JSON.parse(Buffer.from(content).toString()) as Introduction);
}

function unreachable(
  worker: number,
  links: readonly Link[],
  missing: ReadonlySet<Link>,
  milliseconds: number,
): DiscoError {
  const absent = links.filter((link) => missing.has(link) || link.isFull).map((link) => link.worker);
  const who = absent.length === 1 ? `worker ${absent[0]}` : `workers ${absent.join(', ')}`;
  return new DiscoError(
    'WORKER_UNREACHABLE',
    `worker ${worker} waited ${milliseconds} ms for ${who} in shared memory; start all workers of the run on the same area`,
  );
}
