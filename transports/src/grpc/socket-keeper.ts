import type { Socket } from 'node:net';
import type { ChannelCredentials } from '@grpc/grpc-js';

type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

/**
 * Knows the sockets of a channel, and ends them. The library keeps them to itself, and keeps one for ever whose other side never
 * answers, also after the channel was closed. Credentials are the one place at which a channel shows its sockets.
 */
export class SocketKeeper {
  readonly #sockets = new Set<Socket>();
  #isOver = false;

  /** Makes credentials show their sockets here; they must be new ones. */
  watch<T extends ChannelCredentials>(credentials: T): T {
    // oxlint-disable no-underscore-dangle -- typed, but meant for the library itself; a version without it does not compile here.
    const create = credentials._createSecureConnector.bind(credentials);
    credentials._createSecureConnector = (...parts) => this.#watched(create(...parts));
    // oxlint-enable no-underscore-dangle
    return credentials;
  }

  /** Ends all sockets, and each one that is still to come. */
  destroy(): void {
    this.#isOver = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #watched(connector: Connector): Connector {
    return {
      connect: async (socket) => {
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
        if (this.#isOver) socket.destroy();
        return connector.connect(socket);
      },
      waitForReady: async () => connector.waitForReady(),
      getCallCredentials: () => connector.getCallCredentials(),
      destroy: () => connector.destroy(),
    };
  }
}
