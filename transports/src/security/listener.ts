import { createServer, type Server, type Socket } from 'node:net';
import { DiscoError } from '@disco-engine/kernel';
import type { Address } from './address.js';
import { StrangerGate, type StrangerLimits } from './stranger-gate.js';
import { listenAtPath } from './unix-socket-file.js';

/**
 * Takes connections at one address. A socket counts as a stranger's until somebody says that it is trusted; strangers are few at a
 * time and stay for a short time.
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
    // No `maxConnections`: it would turn away the newest connection, which may be an honest one. Node accepts all that wait in the
    // backlog in one turn, and the gate closes the oldest stranger's handle before the next one is accepted.
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
  }

  /** Sockets that were evicted because there were too many strangers, or that took too long. */
  get refused(): number {
    return this.#gate.refused;
  }

  /**
   * @returns the address, with the port that was found where 0 was asked for
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
          'take another address, or end the process that has it',
        {},
        { cause: error },
      );
    }
  }

  /** Whoever is at the other end has proved who it is. */
  trust(socket: Socket): void {
    this.#gate.trust(socket);
  }

  /** Whoever is at the other end is about to prove who it is, and has its whole time for the rest. */
  prolong(socket: Socket): void {
    this.#gate.prolong(socket);
  }

  /** Takes no more, and drops all that there are. */
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
