import type { Socket } from 'node:net';
import { systemClock } from '@disco-engine/transports/clock';
import { DEFAULT_STRANGER_LIMITS, Listener, secureSocket, type TrustOptions } from '@disco-engine/transports/security';
import { within } from '../hosts/within.js';
import { FrameStream, type FrameListener } from './frame-stream.js';
import { drawNonce, hasProved, proofOf, PROTOCOL } from './handshake.js';
import { LineReader } from './line-reader.js';
import type { ControlAddress } from './peer-address.js';

/** Serves a launcher that has proved its identity; one at a time. */
export interface Guest extends Omit<FrameListener, 'closed'> {
  readonly limits: ControlLimits;
  /** The launcher is gone. Once this resolves, the next one is admitted. */
  closed(): Promise<void>;
}

/** How much a launcher may send. */
export interface ControlLimits {
  /** Maximum bytes of a command. */
  readonly commandBytes: number;
  /** Maximum bytes of the command that starts a run, which contains the scenario. */
  readonly runBytes: number;
  /** Milliseconds for which a launcher may be silent and still keep the worker. */
  readonly lostAfter: number;
}

/** Lets one launcher at a time control this process's worker. */
export class ControlServer {
  readonly #listener: Listener;
  #port: number | undefined;
  #taken = false;
  /** The launcher has hung up, and its run is ending; the next launcher waits for that. */
  #leaving = false;
  #departure: Promise<void> = Promise.resolve();
  #stream: FrameStream | undefined;

  private constructor(
    private readonly address: ControlAddress,
    private readonly trust: TrustOptions,
    private readonly guest: Guest,
  ) {
    this.#listener = new Listener(DEFAULT_STRANGER_LIMITS, (socket) => this.#accept(socket));
  }

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(address: ControlAddress, trust: TrustOptions, guest: Guest): Promise<ControlServer> {
    const control = new ControlServer(address, trust, guest);
    const bound = await control.#listener.listen(
      'path' in address
        ? { kind: 'unix', path: address.path }
        : { kind: 'tcp', secure: trust.tls !== undefined, ...address },
    );
    control.#port = bound.kind === 'tcp' ? bound.port : undefined;
    return control;
  }

  /** The port it listens at; undefined for a path. */
  get port(): number | undefined {
    return this.#port;
  }

  /** Sends a message to the launcher, if there is one. @throws if the message is not plain data */
  post(message: unknown): void {
    this.#stream?.post(message);
  }

  async close(): Promise<void> {
    if (this.#stream !== undefined) {
      this.#stream.end();
      await within(systemClock, this.#departure, LAST_TIME);
    }
    await this.#listener.close();
  }

  #accept(socket: Socket): void {
    const { tls } = this.trust;
    if (tls === undefined || 'path' in this.address) void this.#greet(socket, socket);
    else secureSocket(socket, tls, (secure) => void this.#greet(socket, secure));
  }

  /** @param raw the socket that the limits for strangers apply to: `socket` itself, or the one beneath its TLS */
  async #greet(raw: Socket, socket: Socket): Promise<void> {
    socket.on('error', () => raw.destroy());
    try {
      await this.#admit(raw, socket);
    } catch {
      // A stranger is disconnected without an explanation.
      raw.destroy();
    }
  }

  async #admit(raw: Socket, socket: Socket): Promise<void> {
    const { token } = this.trust;
    const reader = new LineReader(socket);
    const own = drawNonce();
    socket.write(`${PROTOCOL} ${own}\n`);
    const [nonce = '', proof = '', lostAfter = ''] = (await reader.line()).split(' ');
    const nonces = { launcher: nonce, worker: own };
    if (!hasProved('launcher', proof, token, nonces))
      return refuse(socket, 'TOKEN_REFUSED', 'the launcher and the worker have different tokens');
    // Ending the previous launcher's run takes time.
    this.#listener.prolong(raw);
    if (this.#leaving) await this.#departure;
    if (raw.destroyed) return;
    if (this.#taken) return refuse(socket, 'WORKER_TAKEN', 'another launcher is using this worker');
    this.#taken = true;
    this.#listener.trust(raw);
    const { limits } = this.guest;
    const proved = proofOf('worker', token, nonces);
    socket.write(`welcome ${proved} ${limits.commandBytes} ${limits.runBytes}\n`);
    this.#serve(socket, reader.rest, Math.min(Math.max(Number(lostAfter) || 0, LEAST_PATIENCE), limits.lostAfter));
  }

  #serve(socket: Socket, rest: Buffer, patience: number): void {
    const { guest } = this;
    let closed = (): void => {};
    this.#departure = new Promise<void>((resolve) => (closed = resolve)).then(async () => this.#part());
    socket.once('end', () => (this.#leaving = true));
    this.#stream = new FrameStream(socket, rest, patience, {
      get messageLimit() {
        return guest.messageLimit;
      },
      message: (message, bytes) => guest.message(message, bytes),
      closed,
    });
    socket.resume();
  }

  async #part(): Promise<void> {
    this.#stream = undefined;
    this.#leaving = true;
    await this.guest.closed();
    this.#leaving = false;
    this.#taken = false;
  }
}

/** Says why, and closes. A peer that does not react remains a stranger, and is evicted like one. */
function refuse(socket: Socket, code: string, why: string): void {
  socket.end(`refused ${code} ${why}\n`);
  socket.resume();
}

const LAST_TIME = 1_000;
export const LEAST_PATIENCE = 100;
