import { sleep, type Clock } from '@disco-engine/transports/clock';
import { ended, openSession } from './connect.js';
import type { Driver, SqlClient } from './driver.js';
import { failureOf, isPassing } from './failures.js';
import { onlyValue } from './row-values.js';

/** Milliseconds for which a leader leads without a beat. */
export const LEADER_TTL = 10_000;
/** Milliseconds between two attempts to be elected. */
const TRY_EVERY = 250;

export interface Elected {
  readonly term: number;
  /** When the server was asked, by the clock of this process: the lease began later. */
  readonly asked: number;
  /** The session that holds the lock of the term. */
  readonly client: SqlClient;
}

/**
 * Waits until a candidate is elected.
 *
 * @throws DiscoError `COORDINATOR_REFUSED`; whatever the signal is aborted with
 */
export async function election(
  name: string,
  driver: Driver,
  candidate: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Elected> {
  let client: SqlClient | undefined;
  // Nobody waits for an answer that may never come.
  const giveUp = (): void => void client?.connection.stream.destroy();
  signal.addEventListener('abort', giveUp);
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        client ??= await openSession(driver, clock);
        const asked = clock.now();
        const text = 'SELECT disco_coordinator.elect($1, $2) AS value';
        const term = onlyValue(await client.query({ text, values: [candidate, LEADER_TTL] }));
        signal.throwIfAborted();
        if (term !== null) {
          const elected = { term: Number(term), asked, client };
          client = undefined;
          return elected;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!isPassing(error)) throw failureOf(name, error);
        if (client !== undefined) void ended(client, clock);
        client = undefined;
      }
      await sleep(clock, TRY_EVERY, signal);
    }
  } finally {
    signal.removeEventListener('abort', giveUp);
    // A lock that was won too late ends with the session.
    if (client !== undefined) await ended(client, clock);
  }
}
