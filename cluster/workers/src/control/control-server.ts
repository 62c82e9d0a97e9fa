import type { Socket } from 'node:net';
import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { systemClock } from '@disco-engine/transports/clock';
import { DEFAULT_STRANGER_LIMITS, Listener, secureSocket, type TrustOptions } from '@disco-engine/transports/security';
import { within } from '../hosts/within.js';
import { StrangerCount } from '../log/stranger-count.js';
import type { WorkerLog } from '../log/worker-event.js';
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
  #isDraining = false;
  readonly #strangers: StrangerCount;

  private constructor(
    private readonly address: ControlAddress,
    private readonly trust: TrustOptions,
    private readonly guest: Guest,
    private readonly log: WorkerLog,
  ) {
    this.#strangers = new StrangerCount(log);
    this.#listener = new Listener(DEFAULT_STRANGER_LIMITS, (socket) => this.#accept(socket));
  }

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(
    address: ControlAddress,
    trust: TrustOptions,
    guest: Guest,
    log: WorkerLog = () => {},
  ): Promise<ControlServer> {
    const control = new ControlServer(address, trust, guest, log);
    const bound = await control.#listener
      .listen(
        'path' in address
          ? { kind: 'unix', path: address.path }
          : { kind: 'tcp', secure: trust.tls !== undefined, ...address },
      )
      .catch((error: unknown) => Promise.reject(withHint(error, address)));
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

  /** From now on no launcher is admitted; the present one stays. */
  stopAdmitting(): void {
    this.#isDraining = true;
  }

  /** Disconnects the launcher, if there is one. */
  dismiss(): void {
    this.#stream?.end();
  }

  async close(): Promise<void> {
    if (this.#stream !== undefined) {
      this.#stream.end();
      await within(systemClock, this.#departure, LAST_TIME);
    }
    await this.#listener.close();
    this.#strangers.stop();
  }

  #accept(socket: Socket): void {
    const { tls } = this.trust;
    const visitor = new Visitor(socket);
    socket.once('close', () => {
      if (!visitor.isKnown) this.#strangers.add(visitor.from, visitor.why);
    });
    if (tls === undefined || 'path' in this.address) void this.#greet(visitor, socket);
    else secureSocket(socket, tls, (secure) => void this.#greet(visitor, secure));
  }

  /** @param socket that of the visitor, or the one above its TLS */
  async #greet(visitor: Visitor, socket: Socket): Promise<void> {
    const { raw } = visitor;
    socket.on('error', () => raw.destroy());
    try {
      await this.#admit(visitor, socket);
    } catch (error) {
      visitor.why = error instanceof Error ? error.message : String(error);
      // A stranger is disconnected without an explanation.
      raw.destroy();
    }
  }

  async #admit(visitor: Visitor, socket: Socket): Promise<void> {
    const { raw } = visitor;
    const { token } = this.trust;
    const reader = new LineReader(socket);
    const own = drawNonce();
    socket.write(`${PROTOCOL} ${own}\n`);
    const [nonce = '', proof = '', lostAfter = ''] = (await reader.line()).split(' ');
    const nonces = { launcher: nonce, worker: own };
    if (!hasProved('launcher', proof, token, nonces)) {
      visitor.why = 'it has another token';
      return refuse(socket, 'TOKEN_REFUSED', 'the launcher and the worker have different tokens');
    }
    visitor.isKnown = true;
    // Ending the previous launcher's run takes time.
    this.#listener.prolong(raw);
    if (this.#leaving) await this.#departure;
    if (raw.destroyed) return;
    if (this.#isDraining)
      return this.#turnAway(visitor, socket, 'WORKER_DRAINING', 'the worker is about to end, and admits no launcher');
    if (this.#taken) return this.#turnAway(visitor, socket, 'WORKER_TAKEN', 'another launcher is using this worker');
    this.#taken = true;
    this.#listener.trust(raw);
    const { limits } = this.guest;
    const proved = proofOf('worker', token, nonces);
    socket.write(`welcome ${proved} ${limits.commandBytes} ${limits.runBytes}\n`);
    const patience = Math.min(Math.max(Number(lostAfter) || 0, LEAST_PATIENCE), limits.lostAfter);
    this.#serve(visitor.from, socket, reader.rest, patience);
  }

  #serve(from: string, socket: Socket, rest: Buffer, patience: number): void {
    const { guest, log } = this;
    log({
      level: 'info',
      event: 'launcher-admitted',
      message: `admitted a launcher from ${from}, which counts as gone after ${patience} ms of silence`,
      details: { from, lostAfter: patience },
    });
    let closed = (): void => {};
    this.#departure = new Promise<void>((resolve) => (closed = resolve)).then(async () => this.#part());
    socket.once('end', () => (this.#leaving = true));
    this.#stream = new FrameStream(socket, rest, patience, {
      get messageLimit() {
        return guest.messageLimit;
      },
      message: (message, bytes) => guest.message(message, bytes),
      closed: (reason) => {
        log({
          level: 'info',
          event: 'launcher-gone',
          message: `the launcher from ${from} is gone: ${reason}`,
          details: { from, reason },
        });
        closed();
      },
    });
    socket.resume();
  }

  /** Refuses a launcher that has proved its identity. */
  #turnAway({ from }: Visitor, socket: Socket, code: 'WORKER_DRAINING' | 'WORKER_TAKEN', why: string): void {
    this.log({
      level: 'info',
      event: 'launcher-refused',
      message: `refused a launcher from ${from}: ${why}`,
      details: { from, code },
    });
    refuse(socket, code, why);
  }

  async #part(): Promise<void> {
    this.#stream = undefined;
    this.#leaving = true;
    await this.guest.closed();
    this.#leaving = false;
    this.#taken = false;
  }
}

/** A connection to the control port. */
class Visitor {
  /** Where it comes from, which a closed socket no longer knows. */
  readonly from: string;
  /** Whether it has proved that it is a launcher. */
  isKnown = false;
  /** Why it was turned away. */
  why = 'it took too long, or had to make room for others';

  /** @param raw the socket that the limits for strangers apply to, below any TLS */
  constructor(readonly raw: Socket) {
    const { remoteAddress, remotePort } = raw;
    this.from = remoteAddress === undefined ? 'this machine' : `${remoteAddress} port ${remotePort}`;
  }
}

/** A second worker on one machine is often given the next port, which the first one uses. */
function withHint(error: unknown, address: ControlAddress): unknown {
  if ('path' in address || !isDiscoError(error, 'LISTEN_FAILED')) return error;
  const hint = `port ${address.port} is for the commands of this worker, which uses it beside its own port; '?control=N' after the address names another`;
  return new DiscoError('LISTEN_FAILED', `${error.message}; ${hint}`, {}, { cause: error });
}

/** Says why, and closes. A peer that does not react remains a stranger, and is evicted like one. */
function refuse(socket: Socket, code: string, why: string): void {
  socket.end(`refused ${code} ${why}\n`);
  socket.resume();
}

const LAST_TIME = 1_000;
export const LEAST_PATIENCE = 100;
