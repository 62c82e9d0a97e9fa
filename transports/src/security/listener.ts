import { createServer, type Server, type Socket } from 'node:net';
import { DiscoError } from '@disco-engine/kernel';
import type { Address } from './address.js';
import { StrangerGate, type StrangerLimits } from './stranger-gate.js';
import { listenAtPath } from './unix-socket-file.js';

/**
 * Accepts connections at one address. A socket counts as a stranger's until it is marked as trusted; the number of
 * strangers and the time they may stay are limited.
 */
export class Listener {
  readonly #server: Server;
  readonly #gate: StrangerGate;
  readonly #sockets = new Set<Socket>();
  #isClosed = false;
  #removeFile: () => Promise<void> = async () => {};

  constructor(
    limits: StrangerLimits,
    private readonly accept: (socket: Socket) => void,
  ) {
    this.#gate = new StrangerGate(limits);
    // No `maxConnections`: it would turn away the newest connection, which may be an honest one. Node accepts
    // everything in the backlog in one turn, and the gate closes the oldest stranger's handle before the next one is
    // accepted.
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
  }

  /** Number of sockets evicted because there were too many strangers, or because they took too long. */
  get refused(): number {
    return this.#gate.refused;
  }

  /**
   * @returns the address, with the actual port if port 0 was requested
   * @throws DiscoError `LISTEN_FAILED`
   */
  async listen(address: Address): Promise<Address> {
    try {
      if (address.kind === 'unix') {
        this.#removeFile = await listenAtPath(this.#server, address.path);
        return address;
      }
      await this.#listenAtPort(address.host, address.port);
      const bound = this.#server.address();
      return typeof bound === 'object' && bound !== null ? { ...address, port: bound.port } : address;
    } catch (error) {
      await this.close();
      const where = address.kind === 'unix' ? address.path : `${address.host}:${address.port}`;
      throw new DiscoError(
        'LISTEN_FAILED',
        `cannot listen at ${where}: ${error instanceof Error ? error.message : String(error)}; ` +
          'choose another address, or end the process that uses this one',
        {},
        { cause: error },
      );
    }
  }

  /** The other end has proved its identity. */
  trust(socket: Socket): void {
    this.#gate.trust(socket);
  }

  /** Stops accepting connections, and drops all existing ones. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = this.#server.listening && new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await this.#removeFile();
    await closed;
  }

  #take(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#isClosed) return void socket.destroy();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#gate.admit(socket);
    this.accept(socket);
  }

  async #listenAtPort(host: string, port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, exclusive: true }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }
}
