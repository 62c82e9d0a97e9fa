import { EventEmitter } from 'node:events';
import type { Timer } from '@disco-engine/transports/clock';
import type { SimulatedHost } from '@disco-engine/transports/simulation';
import { CONNECT_WITHIN } from '../postgres/connect.js';
import type { PooledClient, SqlPool } from '../postgres/driver.js';
import type { SimulatedClient } from './simulated-client.js';

/** Milliseconds after which an idle connection ends. */
const IDLE_FOR = 10_000;

/** A few connections that calls share, as the pool of `pg` does it. */
export class SimulatedPool extends EventEmitter implements SqlPool {
  readonly #clients = new Set<SimulatedClient>();
  readonly #idle = new Map<SimulatedClient, Timer>();
  #waiting: (() => void)[] = [];
  #ended: (() => void) | undefined;

  constructor(
    private readonly host: SimulatedHost,
    private readonly most: number,
    private readonly open: () => SimulatedClient,
  ) {
    super();
  }

  async connect(): Promise<PooledClient> {
    for (;;) {
      if (this.#ended !== undefined) throw new Error('Cannot use a pool after calling end on the pool');
      const idle = [...this.#idle.keys()].at(-1);
      if (idle !== undefined) {
        this.#wake(idle);
        return this.#lent(idle);
      }
      if (this.#clients.size < this.most) return this.#lent(await this.#opened());
      await this.#turn();
    }
  }

  async end(): Promise<void> {
    const ended = new Promise<void>((resolve) => (this.#ended = resolve));
    for (const client of this.#idle.keys()) this.#remove(client);
    this.#check();
    await ended;
  }

  async #opened(): Promise<SimulatedClient> {
    const client = this.open();
    this.#clients.add(client);
    client.on('error', (error: Error) => {
      this.#remove(client);
      this.emit('error', error);
    });
    try {
      await client.connect();
    } catch (error) {
      this.#remove(client);
      throw error;
    }
    this.emit('connect', client);
    return client;
  }

  #lent(client: SimulatedClient): PooledClient {
    const release = (destroy = false): void => {
      if (destroy || this.#ended !== undefined || client.hasEnded) this.#remove(client);
      else
        this.#idle.set(
          client,
          this.host.clock.after(IDLE_FOR, () => this.#remove(client)),
        );
      this.#waiting.shift()?.();
      this.#check();
    };
    return Object.assign(client, { release });
  }

  #remove(client: SimulatedClient): void {
    this.#wake(client);
    if (!this.#clients.delete(client)) return;
    void client.end();
    this.#waiting.shift()?.();
    this.#check();
  }

  #wake(client: SimulatedClient): void {
    this.#idle.get(client)?.cancel();
    this.#idle.delete(client);
  }

  #check(): void {
    if (this.#clients.size === 0) this.#ended?.();
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = this.host.clock.after(CONNECT_WITHIN, () => {
        this.#waiting = this.#waiting.filter((one) => one !== go);
        reject(new Error('timeout exceeded when trying to connect'));
      });
      const go = (): void => {
        timer.cancel();
        resolve();
      };
      this.#waiting.push(go);
    });
  }
}
