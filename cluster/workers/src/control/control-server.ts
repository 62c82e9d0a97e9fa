import { chmod, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { DiscoError } from '@disco-engine/kernel';
import { FrameStream } from './frame-stream.js';
import { LineReader } from './line-reader.js';
import type { ControlAddress } from './peer-address.js';
import { drawNonce, isProof, proofOf } from './proof.js';
import type { Trust } from './trust.js';

/** What becomes of a launcher that has proved itself; one at a time. */
export interface Guest {
  message(message: unknown): void;
  /** The launcher is gone. The next one is admitted when this is done. */
  closed(): Promise<void>;
}

/** Lets one launcher at a time command the worker of this process. */
export class ControlServer {
  readonly #server: Server;
  #strangers = 0;
  #taken = false;
  /** The launcher has hung up, and its run is being ended; the next one waits for that. */
  #leaving = false;
  #departure: Promise<void> = Promise.resolve();
  #stream: FrameStream | undefined;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly trust: Trust,
    private readonly guest: Guest,
  ) {
    const greet = (socket: Socket): void => void this.#greet(socket);
    const { tls } = trust;
    this.#server =
      tls === undefined
        ? createServer(greet)
        : createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' }, greet);
    // A stranger that cannot make a TLS connection is no concern of anybody else.
    this.#server.on('tlsClientError', () => undefined);
  }

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(address: ControlAddress, trust: Trust, guest: Guest): Promise<ControlServer> {
    const control = new ControlServer(trust, guest);
    // Nobody may connect to a socket before it is this user's alone.
    const mask = 'path' in address ? process.umask(0o177) : undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        control.#server.once('error', reject).listen(address, () => resolve());
        if (mask !== undefined) process.umask(mask);
      });
      if ('path' in address) await chmod(address.path, 0o600);
    } catch (cause) {
      const where = 'path' in address ? address.path : `${address.host}:${address.port}`;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DiscoError('LISTEN_FAILED', `cannot listen at ${where} for a launcher: ${reason}`, {}, { cause });
    }
    return control;
  }

  /** The port that it listens at, undefined for a path. */
  get port(): number | undefined {
    const address = this.#server.address() as AddressInfo | string | null;
    return typeof address === 'object' ? address?.port : undefined;
  }

  /** Sends a message to the launcher, if one is there. */
  post(message: unknown): void {
    this.#stream?.post(message);
  }

  async close(): Promise<void> {
    this.#stream?.end();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const last = setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), LAST_TIME);
    await closed;
    clearTimeout(last);
  }

  async #greet(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.#strangers >= MOST_STRANGERS) return void socket.destroy();
    this.#strangers += 1;
    try {
      await this.#admit(socket);
    } catch {
      // A stranger is cut off, and told nothing.
      socket.destroy();
    } finally {
      this.#strangers -= 1;
    }
  }

  async #admit(socket: Socket): Promise<void> {
    const { token } = this.trust;
    const reader = new LineReader(socket, HANDSHAKE_TIME);
    const own = drawNonce();
    socket.write(`disco-control 1 ${own}\n`);
    const [nonce = '', proof = '', lostAfter = ''] = (await reader.line()).split(' ');
    if (token !== undefined && !isProof(proof, proofOf(token, 'launcher', nonce, own)))
      return refuse(socket, 'TOKEN_REFUSED', 'the token of the launcher is not that of the worker');
    if (this.#leaving) await this.#departure;
    if (this.#taken) return refuse(socket, 'WORKER_TAKEN', 'another launcher has this worker');
    this.#taken = true;
    socket.write(`welcome ${token === undefined ? '-' : proofOf(token, 'worker', own, nonce)}\n`);
    const patience = Math.min(Math.max(Number(lostAfter) || 0, LEAST_PATIENCE), MOST_PATIENCE);
    let closed = (): void => {};
    this.#departure = new Promise<void>((resolve) => (closed = resolve)).then(async () => this.#part());
    socket.once('end', () => (this.#leaving = true));
    this.#stream = new FrameStream(socket, reader.rest, patience, (message) => this.guest.message(message), closed);
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

/** Removes the socket file of a control channel that no process listens at any more. */
export async function removeStaleSocket(address: ControlAddress): Promise<void> {
  if ('path' in address && !(await answers(address.path))) await rm(address.path, { force: true });
}

async function answers(path: string): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function refuse(socket: Socket, code: string, why: string): void {
  socket.end(`refused ${code} ${why}\n`);
}

const MOST_STRANGERS = 16;
const HANDSHAKE_TIME = 5_000;
const LAST_TIME = 1_000;
const LEAST_PATIENCE = 100;
const MOST_PATIENCE = 3_600_000;
