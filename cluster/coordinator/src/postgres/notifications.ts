import { sleep, type Clock } from '@disco-engine/transports/clock';
import type { Hint } from '../contract/hint.js';
import { ended, openSession } from './connect.js';
import type { Driver, SqlClient } from './driver.js';

const TOPICS: ReadonlySet<string> = new Set([
  'jobs',
  'orders',
  'results',
  'members',
  'seats',
] satisfies Hint['about'][]);

/** Milliseconds before another attempt to connect. */
const RETRY_AFTER = 500;

/** Listens for notifications as long as it is open, over one connection that is made again whenever it breaks. */
export class Notifications {
  readonly #closed = new AbortController();
  #client: SqlClient | undefined;
  readonly #listening: Promise<void>;

  constructor(
    private readonly driver: Driver,
    private readonly clock: Clock,
    private readonly tell: (hint: Hint) => void,
  ) {
    this.#listening = this.#listen();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    if (this.#client !== undefined) await ended(this.#client, this.clock);
    await this.#listening;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#listenOnce();
      } catch {
        // The server is away; those who wait for something look from time to time as well.
      }
      await sleep(this.clock, RETRY_AFTER, signal);
    }
  }

  async #listenOnce(): Promise<void> {
    const client = await openSession(this.driver, this.clock);
    try {
      if (this.#closed.signal.aborted) return;
      this.#client = client;
      const broken = new Promise<void>((resolve) => client.once('end', resolve));
      client.on('notification', ({ payload = '' }) => this.#take(payload));
      await client.query('LISTEN disco_coordinator');
      // Whatever was told in the meantime is lost.
      for (const about of ['jobs', 'orders', 'results', 'members', 'seats'] as const) this.tell({ about });
      await broken;
    } finally {
      await ended(client, this.clock);
    }
  }

  #take(payload: string): void {
    const [about = '', job = ''] = payload.split(' ');
    if (isTopic(about)) this.tell({ about, job: job === '' ? undefined : job });
  }
}

function isTopic(text: string): text is Hint['about'] {
  return TOPICS.has(text);
}
