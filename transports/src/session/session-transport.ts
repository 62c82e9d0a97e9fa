import type { Socket } from 'node:net';
import {
  DiscoError,
  InvalidInputError,
  Transport,
  type Receiver,
  type Seat,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import { formatAddress, type Address, type Schemes } from '../security/address.js';
import { Listener } from '../security/listener.js';
import { addressProblems, trustedAddress, type TlsOptions } from '../security/trust.js';
import { NO_EVENTS, type Connection } from './connection.js';
import { greet } from './greeting.js';
import { SessionEndpoint } from './session-endpoint.js';
import { sessionSettings, type SessionSettings, type SessionTransportOptions } from './session-options.js';

/**
 * What transports over connections have in common: a listener per worker, and a session with each other worker that outlives its
 * connections. One run may follow another; the listener belongs to a run, and goes with it.
 */
export abstract class SessionTransport extends Transport {
  protected readonly settings: SessionSettings;
  /** Certificates that the listener shows, where it is one with TLS. */
  protected readonly listenerTls: TlsOptions | undefined;
  #listener: Listener | undefined;
  #listening: Promise<string> | undefined;
  /** Sockets that came before `open`. */
  #early: Socket[] = [];
  #endpoint: SessionEndpoint | undefined;
  #releasing: Promise<void> | undefined;
  readonly #connections = new Set<Connection>();

  /** @throws InvalidInputError `TRANSPORT_INVALID` with all that is wrong, `LIMITS_INVALID` */
  constructor(
    protected readonly options: SessionTransportOptions,
    private readonly schemes: Schemes,
  ) {
    super();
    this.settings = sessionSettings(options, schemes);
    const address = trustedAddress(options.listen, schemes, options);
    this.listenerTls = address.kind === 'tcp' && address.secure ? options.tls : undefined;
  }

  /** A connection to a listener of this kind; it need not be there yet when this returns. */
  protected abstract connect(address: Address): Connection;

  /**
   * Makes a connection out of a socket that has come in.
   *
   * @param trust to be called by `Connection.trust`
   * @param greetGuest takes the connection, when the other side has got that far
   */
  protected abstract accept(socket: Socket, trust: () => void, greetGuest: (connection: Connection) => void): void;

  override async listen(): Promise<string> {
    await this.#releasing;
    this.#listening ??= this.#listen();
    return this.#listening;
  }

  /**
   * @throws DiscoError `LISTEN_FAILED`, `WORKER_TAKEN`, `WORKER_UNKNOWN`, `HANDSHAKE_REFUSED`, `WORKER_UNREACHABLE`, `WORKER_LOST`,
   * `FRAME_TOO_LARGE` where the identity is too long to be told; InvalidInputError `TRANSPORT_INVALID` where the addresses of the
   * seat cannot be used
   */
  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    if (this.#endpoint !== undefined)
      throw new DiscoError('WORKER_TAKEN', 'this transport is in a run; close its endpoint first, or take another one');
    try {
      const endpoint = this.#makeEndpoint(seat, receiver);
      this.#endpoint = endpoint;
      await this.listen();
      for (const socket of this.#early.splice(0)) this.#greet(socket, endpoint);
      await endpoint.open();
      return endpoint;
    } catch (error) {
      await this.#release();
      throw error;
    }
  }

  /** Takes back `listen`, and closes the endpoint if there is one. */
  async close(): Promise<void> {
    await this.#endpoint?.close();
    await this.#release();
  }

  /** Frees all that belongs to the run. */
  async #release(): Promise<void> {
    this.#releasing ??= this.#releaseAll();
    try {
      await this.#releasing;
    } finally {
      this.#releasing = undefined;
    }
  }

  async #releaseAll(): Promise<void> {
    const [connections, listener] = [[...this.#connections], this.#listener];
    this.#endpoint = undefined;
    this.#early = [];
    // Those that a session has let go of send what is left; others are strangers.
    for (const connection of connections) if (connection.events !== NO_EVENTS) connection.terminate();
    await Promise.all(connections.map(async ({ ended }) => ended));
    await listener?.close();
    this.#listener = this.#listening = undefined;
  }

  #makeEndpoint(seat: Seat, receiver: Receiver): SessionEndpoint {
    const { worker, workers } = seat;
    if (!Number.isInteger(worker) || worker < 0 || worker >= workers)
      throw new DiscoError('WORKER_UNKNOWN', `worker ${worker} cannot join a run of ${workers}; they count from 0`);
    const addresses = this.options.peers ?? seat.addresses ?? [];
    this.#checkAddresses(seat, addresses);
    return new SessionEndpoint(seat, receiver, this.settings, {
      addressOf: (other) => addresses[other],
      connect: (other) => this.#track(this.connect(trustedAddress(addresses[other], this.schemes, this.options))),
      close: async () => this.#release(),
    });
  }

  async #listen(): Promise<string> {
    const address = trustedAddress(this.options.listen, this.schemes, this.options);
    const listener = new Listener(this.settings, (socket) => this.#arrive(listener, socket));
    this.#listener = listener;
    try {
      const bound = await listener.listen(address);
      return this.options.advertise ?? formatAddress(bound, this.schemes);
    } catch (error) {
      this.#listener = this.#listening = undefined;
      throw error;
    }
  }

  #arrive(listener: Listener, socket: Socket): void {
    // A socket that waits is not read, which leaves its sender waiting too.
    if (listener !== this.#listener || this.#releasing !== undefined) socket.destroy();
    else if (this.#endpoint === undefined) this.#early.push(socket);
    else this.#greet(socket, this.#endpoint);
  }

  #greet(socket: Socket, endpoint: SessionEndpoint): void {
    if (socket.destroyed) return;
    const listener = this.#listener;
    const trust = (): void => listener?.trust(socket);
    this.accept(socket, trust, (connection) => greet(this.#track(connection), endpoint));
  }

  #track(connection: Connection): Connection {
    this.#connections.add(connection);
    void connection.ended.then(() => this.#connections.delete(connection));
    return connection;
  }

  #checkAddresses({ worker }: Seat, addresses: readonly string[]): void {
    const problems = Array.from({ length: worker }, (_, other) => {
      const address = addresses[other] as string | undefined;
      if (address !== undefined && address !== '') return addressProblems(address, this.schemes, this.options);
      const message = `there is no address of worker ${other}, which worker ${worker} has to dial; give it in 'peers' or in the seat`;
      return [{ code: 'TRANSPORT_INVALID', message }];
    }).flat();
    if (problems.length > 0) throw new InvalidInputError('TRANSPORT_INVALID', 'the addresses of the workers', problems);
  }
}
