import type { Socket } from 'node:net';
import type { ChannelCredentials } from '@grpc/grpc-js';

type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

/**
 * Tracks the sockets of a channel, and ends them. The library does not expose them, and if the other side never
 * answers, it keeps the socket forever, even after the channel was closed. Credentials are the only place where a
 * channel reveals its sockets.
 */
export class SocketKeeper {
  readonly #sockets = new Set<Socket>();
  #isOver = false;

  /** Makes credentials reveal their sockets here; the credentials must be new. */
  watch<T extends ChannelCredentials>(credentials: T): T {
    // oxlint-disable no-underscore-dangle -- typed, but internal to the library; this does not compile with a version that lacks it.
    const create = credentials._createSecureConnector.bind(credentials);
    credentials._createSecureConnector = (...parts) => this.#watched(create(...parts));
    // oxlint-enable no-underscore-dangle
    return credentials;
  }

  /** Ends all sockets, including those still to come. */
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
