import { sleep, type Clock } from '@disco-engine/transports/clock';
import type { Client } from 'pg';
import { openSession } from './connect.js';
import { failureOf, isPassing } from './failures.js';

/** Milliseconds for which a leader leads without a beat. */
export const LEADER_TTL = 10_000;
/** Milliseconds between two attempts to be elected. */
const TRY_EVERY = 250;

export interface Elected {
  readonly term: number;
  /** When the server was asked, by the clock of this process: the lease began later. */
  readonly asked: number;
  /** The session that holds the lock of the term. */
  readonly client: Client;
}

/**
 * Waits until a candidate is elected.
 *
 * @throws DiscoError `COORDINATOR_REFUSED`; whatever the signal is aborted with
 */
export async function election(
  name: string,
  url: string,
  candidate: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Elected> {
  let client: Client | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        client ??= await openSession(url);
        const asked = clock.now();
        const { rows } = await client.query<[number | null]>({
          text: 'SELECT disco_coordinator.elect($1, $2)',
          values: [candidate, LEADER_TTL],
          rowMode: 'array',
        });
        const term = rows[0]?.[0] ?? undefined;
        signal.throwIfAborted();
        if (term !== undefined) {
          const elected = { term, asked, client };
          client = undefined;
          return elected;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!isPassing(error)) throw failureOf(name, error);
        void client?.end().catch(() => undefined);
        client = undefined;
      }
      await sleep(clock, TRY_EVERY, signal);
    }
  } finally {
    // A lock that was won too late ends with the session.
    await client?.end().catch(() => undefined);
  }
}
