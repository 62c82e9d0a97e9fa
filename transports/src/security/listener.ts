import { createServer, type Server, type Socket } from 'node:net';
import { DiscoError } from '@disco-engine/kernel';
import type { Address } from './address.js';
import { listenAtPath } from './unix-socket-file.js';

/**
 * Takes connections at one address. A socket counts as a stranger's until somebody says that it is trusted; strangers are few at a
 * time and stay for a short time.
 */
export class Listener {
  /** Sockets that were refused because there were too many strangers, or that took too long. */
  refused = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #strangers = new Map<Socket, NodeJS.Timeout>();
  #removeFile: () => Promise<void> = async () => {};

  constructor(
    private readonly limits: StrangerLimits,
    private readonly accept: (socket: Socket) => void,
  ) {
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
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
    clearTimeout(this.#strangers.get(socket));
    this.#strangers.delete(socket);
  }

  /** Takes no more, and drops all that there are. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.#removeFile();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#strangers.size >= this.limits.maxStrangers) {
      this.refused += 1;
      socket.destroy();
      return;
    }
    const timer = setTimeout(() => {
      this.refused += 1;
      socket.destroy();
    }, this.limits.handshakeWithin);
    this.#strangers.set(socket, timer);
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.trust(socket);
      this.#sockets.delete(socket);
    });
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

export interface StrangerLimits {
  /** Connections that have not proved who they are, at one time. */
  readonly maxStrangers: number;
  /** Milliseconds that they have for it. */
  readonly handshakeWithin: number;
}
