import { availableParallelism } from 'node:os';
import { DiscoError, type Receiver, type Seat } from '@disco-engine/kernel';
import { MessageCodec } from '../wire/message-codec.js';
import type { WireLimits } from '../wire/wire-limits.js';
import { Doorbell } from './doorbell.js';
import { introduce } from './introduce.js';
import { Link } from './link.js';
import { Patience } from './patience.js';
import { WorkerWord, workerWords, type SharedMemoryArea } from './shared-memory-area.js';
import { SharedMemoryEndpoint } from './shared-memory-endpoint.js';
import type { SharedMemoryTransportOptions } from './shared-memory-options.js';

/** Joins the workers that share an area, as `SharedMemoryTransport.open` does. */
export async function openSharedMemory(
  area: SharedMemoryArea,
  options: SharedMemoryTransportOptions & { readonly limits: WireLimits; readonly looksWhileIdle?: boolean },
  seat: Seat,
  receiver: Receiver,
): Promise<SharedMemoryEndpoint> {
  const { worker, workers } = seat;
  const { limits, members = Array.from({ length: area.workers }, (_, place) => place) } = options;
  const own = worker < workers ? members.indexOf(worker) : -1;
  if (own === -1 || members.length !== area.workers)
    throw new DiscoError(
      'WORKER_UNKNOWN',
      `worker ${worker} cannot join a run of ${workers} workers in shared memory for ${area.workers} of them: ${members.join(', ')}`,
    );
  if (Atomics.compareExchange(workerWords(area, own), WorkerWord.Joined, 0, 1) !== 0)
    throw new DiscoError(
      'WORKER_TAKEN',
      `worker ${worker} has already joined; give each worker a different number, and each run a new area`,
    );
  const maxBytes = Math.max(limits.maxFrameBytes, MAX_INTRODUCTION_BYTES);
  const links = Array.from(members.entries()).flatMap(([place, other]) =>
    other === worker ? [] : new Link(area, own, place, other, maxBytes),
  );
  const timeout = options.timeoutMilliseconds ?? 10_000;
  await introduce(seat, links, timeout);
  const patience = new Patience(options.spinMilliseconds ?? 0.1, area.workers, availableParallelism());
  const codec = new MessageCodec(workers, limits);
  const closeWithin = options.closeMilliseconds ?? timeout;
  const bell = new Doorbell(area, own);
  const { looksWhileIdle = true } = options;
  return new SharedMemoryEndpoint(seat, receiver, links, bell, codec, patience, closeWithin, looksWhileIdle);
}

/** Workers must be able to introduce themselves whatever the limit for messages is. */
const MAX_INTRODUCTION_BYTES = 2 ** 20;
