import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpDoor, type HttpPlace } from '../http/http-door.js';
import { isSameText } from '../http/same-text.js';
import type { Order, Watched } from './watched.js';

/**
 * Serves a page that shows something while it goes on. Every path begins with a token, so only who is told the address
 * sees the page or gives orders. Asks for what it shows only while somebody looks.
 */
export class WatchServer {
  /** Those who look, and the number of the last line that each has got. */
  readonly #watchers = new Map<ServerResponse, number>();
  #door: HttpDoor | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;

  private constructor(
    private readonly watched: Watched,
    private readonly token: string,
  ) {}

  /** @param place without a token, one is drawn. @throws DiscoError `LISTEN_FAILED` */
  static async listen(watched: Watched, place: HttpPlace): Promise<WatchServer> {
    const { token = randomBytes(TOKEN_BYTES).toString('base64url') } = place;
    const watch = new WatchServer(watched, token);
    watch.#door = await HttpDoor.open(place, {
      admits: ({ url }) => isSameText(partsOf(url).token, token),
      refusal: { status: 404, text: 'the address of the page ends in a token that this one lacks\n' },
      serve: (request, response) => watch.#serve(request, response),
    });
    return watch;
  }

  get url(): string {
    return `${this.#door?.origin ?? ''}/${this.token}/`;
  }

  /** Shows the end to whoever looks, and ends. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#look();
    const ended = Array.from(this.#watchers.keys(), (watcher) => new Promise<void>((resolve) => watcher.end(resolve)));
    await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, LAST_TIME).unref())]);
    await this.#door?.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { name, of } = partsOf(request.url);
    for (const [header, value] of HEADERS) response.setHeader(header, value);
    if (request.method === 'POST') return this.#order(name, of, request, response);
    if (name === 'events') return this.#watch(response);
    const file = FILES.get(name);
    if (file === undefined) return this.#read(name, of, response);
    response.setHeader('Content-Type', file.type);
    response.end(await readFile(new URL(file.name(this.watched.page), PAGE)));
  }

  async #read(name: string, of: string, response: ServerResponse): Promise<void> {
    const found = await this.watched.read?.(name, decodeURIComponent(of));
    if (found === undefined) return answer(response, 404, `there is no '${name}' here`);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(found));
  }

  async #order(name: string, of: string, { headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    // The token is secret, but whoever has it may have opened other pages too.
    const { origin, host = '' } = headers;
    if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host))
      return answer(response, 403, 'orders are taken from this page only');
    const order = ORDERS.find((known) => known === name);
    if (order === undefined) return answer(response, 404, `there is no order '${name}'`);
    try {
      await this.watched.order(order, of);
      answer(response, 200, '');
    } catch (error) {
      answer(response, 409, error instanceof Error ? error.message : String(error));
    }
  }

  #watch(response: ServerResponse): void {
    response.setHeader('Content-Type', 'text/event-stream');
    response.flushHeaders();
    this.#watchers.set(response, 0);
    this.#timer ??= setInterval(() => this.#lookAgain(), BETWEEN_VIEWS);
    response.once('close', () => {
      this.#watchers.delete(response);
      if (this.#watchers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
    this.#looking = this.#look();
  }

  /** Unless the last look has not ended yet. */
  #lookAgain(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#looking = this.#look().finally(() => (this.#isLooking = false));
  }

  async #look(): Promise<void> {
    if (this.#watchers.size === 0) return;
    const told = await this.#told();
    for (const [watcher, known] of this.#watchers) {
      const fresh = this.watched.lines?.after(known) ?? [];
      this.#watchers.set(watcher, fresh.at(-1)?.number ?? known);
      watcher.write(fresh.length === 0 ? told : `${eventOf('lines', fresh)}${told}`);
    }
  }

  /** What it shows, as an event. */
  async #told(): Promise<string> {
    try {
      return eventOf('message', await this.watched.view());
    } catch (error) {
      return eventOf('trouble', error instanceof Error ? error.message : String(error));
    }
  }
}

interface Parts {
  readonly token: string;
  readonly name: string;
  /** What an order is about. */
  readonly of: string;
}

function partsOf(url: string | undefined): Parts {
  const [, token = '', name = '', of = ''] = (url ?? '').split('/');
  return { token, name, of };
}

/** @param event `message` for what is shown */
function eventOf(event: 'message' | 'lines' | 'trouble', data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

const TOKEN_BYTES = 16;
const BETWEEN_VIEWS = 500;
const LAST_TIME = 1_000;
const ORDERS: readonly Order[] = ['pause', 'resume', 'cancel'];
const PAGE = new URL('../../page/', import.meta.url);
const SCRIPT = 'text/javascript; charset=utf-8';
const FILES = new Map<string, { readonly name: (page: Watched['page']) => string; readonly type: string }>([
  ['', { name: (page) => `${page}.html`, type: 'text/html; charset=utf-8' }],
  ['watch.css', { name: () => 'watch.css', type: 'text/css; charset=utf-8' }],
  ['page.js', { name: (page) => `${page}.js`, type: SCRIPT }],
  ['graph.js', { name: () => 'graph.js', type: SCRIPT }],
  ['log.js', { name: () => 'log.js', type: SCRIPT }],
  ['watch.js', { name: () => 'watch.js', type: SCRIPT }],
]);
const HEADERS = [
  ['Cache-Control', 'no-store'],
  [
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'",
  ],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
] as const;
