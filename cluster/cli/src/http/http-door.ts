import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { DEFAULT_STRANGER_LIMITS, Listener, secureSocket, type TlsOptions } from '@disco-engine/transports/security';

/** Where something is served over HTTP. */
export interface HttpPlace {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** With it, only clients with a certificate of the authority are let in. */
  readonly tls?: TlsOptions | undefined;
  /** What clients must know, whatever they ask for; undefined where it is drawn or none is needed. */
  readonly token?: string | undefined;
}

export interface HttpHouse {
  /** Whether a request comes from somebody who is let in. */
  admits(request: IncomingMessage): boolean;
  /** What the others are told. */
  readonly refusal: { readonly status: number; readonly text: string };
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Lets HTTP requests in. Those who have not been let in yet are strangers, whose number and time are limited. */
export class HttpDoor {
  readonly #listener: Listener;
  readonly #server: Server;
  /** The sockets below TLS, by those above it. */
  readonly #raw = new WeakMap<Socket, Socket>();
  #port = 0;

  private constructor(
    private readonly place: HttpPlace,
    private readonly house: HttpHouse,
  ) {
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
        response.end(`${error instanceof Error ? error.message : String(error)}\n`);
      });
    });
    const { tls } = place;
    this.#listener = new Listener(DEFAULT_STRANGER_LIMITS, (socket) => {
      if (tls === undefined) return void this.#server.emit('connection', socket);
      secureSocket(socket, tls, (secure) => {
        this.#raw.set(secure, socket);
        this.#server.emit('connection', secure);
      });
    });
  }

  /** @throws DiscoError `LISTEN_FAILED` */
  static async open(place: HttpPlace, house: HttpHouse): Promise<HttpDoor> {
    const door = new HttpDoor(place, house);
    const { host, port, tls } = place;
    const bound = await door.#listener.listen({ kind: 'tcp', host, port, secure: tls !== undefined });
    door.#port = bound.kind === 'tcp' ? bound.port : port;
    return door;
  }

  /** As in `http://127.0.0.1:9464`. */
  get origin(): string {
    const { host, tls } = this.place;
    return `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${this.#port}`;
  }

  async close(): Promise<void> {
    await this.#listener.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.house.admits(request)) {
      const { status, text } = this.house.refusal;
      // Otherwise a guess could follow at once over the same connection.
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
      return void response.end(text);
    }
    this.#listener.trust(this.#raw.get(request.socket) ?? request.socket);
    await this.house.serve(request, response);
  }
}
