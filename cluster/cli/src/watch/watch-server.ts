import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DiscoError } from '@disco-engine/kernel';
import type { Order, Watched } from './watched.js';

/**
 * Serves a page that shows a run while it goes on, to this machine only. Every path begins with a token that is drawn
 * for the run, so only who is told the address sees the page or gives orders. Asks the run for its state only while
 * somebody looks.
 */
export class WatchServer {
  readonly #server: Server;
  readonly #token = randomBytes(TOKEN_BYTES).toString('base64url');
  readonly #watchers = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  private constructor(private readonly watched: Watched) {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => answer(response, 500, String(error)));
    });
  }

  /** @param port 0 for any that is free. @throws DiscoError `LISTEN_FAILED` */
  static async listen(watched: Watched, port: number): Promise<WatchServer> {
    const watch = new WatchServer(watched);
    watch.#server.listen(port, HOST);
    try {
      await once(watch.#server, 'listening');
    } catch (cause) {
      const why = `the page to watch cannot be served at ${HOST}:${port}: ${cause instanceof Error ? cause.message : String(cause)}`;
      throw new DiscoError('LISTEN_FAILED', `${why}; choose another --watch-port`, {}, { cause });
    }
    return watch;
  }

  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}/${this.#token}/`;
  }

  /** Shows the end of the run to whoever looks, and ends. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#look();
    for (const watcher of this.#watchers) watcher.end();
    this.#server.close();
    this.#server.closeIdleConnections();
    setTimeout(() => this.#server.closeAllConnections(), LAST_TIME).unref();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token = '', name = ''] = (request.url ?? '').split('/');
    if (!isSame(token, this.#token))
      return answer(response, 404, 'the address of the page ends in a token that this one lacks');
    for (const [header, value] of HEADERS) response.setHeader(header, value);
    if (request.method === 'POST') return this.#order(name, response);
    if (name === 'events') return this.#watch(response);
    const file = FILES.get(name);
    if (file === undefined) return answer(response, 404, `there is no '${name}' here`);
    response.setHeader('Content-Type', file.type);
    response.end(await readFile(new URL(file.name, PAGE)));
  }

  async #order(name: string, response: ServerResponse): Promise<void> {
    const order = ORDERS.find((known) => known === name);
    if (order === undefined) return answer(response, 404, `a run takes no order '${name}'`);
    try {
      await this.watched.order(order);
      answer(response, 200, '');
    } catch (error) {
      answer(response, 409, error instanceof Error ? error.message : String(error));
    }
  }

  #watch(response: ServerResponse): void {
    response.setHeader('Content-Type', 'text/event-stream');
    response.flushHeaders();
    this.#watchers.add(response);
    this.#timer ??= setInterval(() => (this.#looking = this.#look()), BETWEEN_VIEWS);
    response.once('close', () => {
      this.#watchers.delete(response);
      if (this.#watchers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
    this.#looking = this.#look();
  }

  async #look(): Promise<void> {
    if (this.#watchers.size === 0) return;
    const view = JSON.stringify(await this.watched.view());
    for (const watcher of this.#watchers) watcher.write(`data: ${view}\n\n`);
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const HOST = '127.0.0.1';
const TOKEN_BYTES = 16;
const BETWEEN_VIEWS = 500;
const LAST_TIME = 1_000;
const ORDERS: readonly Order[] = ['pause', 'resume', 'cancel'];
const PAGE = new URL('../../page/', import.meta.url);
const FILES = new Map([
  ['', { name: 'watch.html', type: 'text/html; charset=utf-8' }],
  ['watch.css', { name: 'watch.css', type: 'text/css; charset=utf-8' }],
  ['watch.js', { name: 'watch.js', type: 'text/javascript; charset=utf-8' }],
]);
const HEADERS = [
  ['Cache-Control', 'no-store'],
  [
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
  ],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
] as const;
