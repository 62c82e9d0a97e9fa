import {
  DiscoError,
  entryAt,
  InvalidInputError,
  Transport,
  type Receiver,
  type Seat,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import { formatAddress, type Address, type Schemes } from '../security/address.js';
import type { TlsOptions } from '../security/tls.js';
import { addressProblems, trustedAddress } from '../security/trust.js';
import { NO_EVENTS, type Connection } from './connection.js';
import { CheckedConnection } from './checked-connection.js';
import { greet } from './greeting.js';
import { isPeer } from './is-peer.js';
import { SessionEndpoint } from './session-endpoint.js';
import { mostPacketBytes } from './session-frame.js';
import { sessionSettings, type SessionSettings, type SessionTransportOptions } from './session-options.js';

/** What has arrived at a listener and is not yet a `Connection`: a socket, or what a simulation has for one. */
export interface Arrival {
  readonly destroyed: boolean;
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** Accepts what arrives at one address. */
export interface ArrivalListener<A extends Arrival> {
  /**
   * @returns the address, with the actual port if port 0 was requested
   * @throws DiscoError `LISTEN_FAILED`
   */
  listen(address: Address): Promise<Address>;
  /** The other end has proved its identity. */
  trust(arrival: A): void;
  /** Stops accepting, and drops everything that has arrived. */
  close(): Promise<void>;
}

/**
 * What all connection-based transports have in common, whatever their connections run over: listening, the handshake,
 * and a session with each peer that outlives its connections. `SessionTransport` runs over sockets; a simulation has
 * wires of its own.
 */
export abstract class WiredTransport<A extends Arrival> extends Transport {
  protected readonly settings: SessionSettings;
  /** Size of the largest packet that a peer sends. Refuse a longer one before reading it. */
  protected readonly maxPacketBytes: number;
  /**
   * The listener's certificates, if its address asks for TLS. `accept` must then start TLS on the socket and verify the
   * peer.
   */
  protected readonly listenerTls: TlsOptions | undefined;
  /** See `TransportEndpoint.turnAfter`. */
  protected readonly turnAfter: number | undefined;
  #listener: ArrivalListener<A> | undefined;
  #listening: Promise<string> | undefined;
  /** What arrived before `open`; if it closes in the meantime, it is forgotten. */
  readonly #early = new Set<A>();
  #endpoint: SessionEndpoint | undefined;
  #releasing: Promise<void> | undefined;
  readonly #connections = new Set<Connection>();

  /** @throws InvalidInputError `TRANSPORT_INVALID` with all problems, `LIMITS_INVALID` */
  constructor(
    protected readonly options: SessionTransportOptions,
    private readonly schemes: Schemes,
  ) {
    super();
    this.settings = sessionSettings(options, schemes);
    this.maxPacketBytes = mostPacketBytes(this.settings.wire.maxFrameBytes);
    const address = trustedAddress(options.listen, schemes, options);
    this.listenerTls = address.kind === 'tcp' && address.secure ? options.tls : undefined;
  }

  /** @param accept receives everything that arrives */
  protected abstract makeListener(accept: (arrival: A) => void): ArrivalListener<A>;

  /**
   * Dials a listener of this kind. The connection need not be established when this returns; if it fails, it calls
   * `closed`. If the address is `secure`, use TLS with `options.tls`.
   */
  protected abstract connect(address: Address): Connection;

  /**
   * Turns what has arrived into a connection.
   *
   * @param trust call it from `Connection.trust`; until then the arrival counts as a stranger's, and is dropped after a
   * while
   * @param greetGuest call it with the connection, once the peer can send packets
   */
  protected abstract accept(arrival: A, trust: () => void, greetGuest: (connection: Connection) => void): void;

  override async listen(): Promise<string> {
    // Starts at once if possible, so that a `close` in the meantime finds what is about to listen.
    while (this.#releasing !== undefined) await this.#releasing;
    this.#listening ??= this.#listen();
    return this.#listening;
  }

  /**
   * @throws DiscoError `LISTEN_FAILED`, `WORKER_TAKEN`, `WORKER_UNKNOWN`, `HANDSHAKE_REFUSED`, `WORKER_UNREACHABLE`,
   * `WORKER_LOST`; `FRAME_TOO_LARGE` if the identity is too long to send; InvalidInputError `TRANSPORT_INVALID` if the
   * addresses of the seat cannot be used
   */
  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    if (this.#endpoint !== undefined)
      throw new DiscoError(
        'WORKER_TAKEN',
        'this transport is already in a run; close its endpoint first, or use another transport',
      );
    try {
      const endpoint = this.#makeEndpoint(seat, receiver);
      this.#endpoint = endpoint;
      await this.listen();
      const early = [...this.#early];
      this.#early.clear();
      for (const arrival of early) this.#greet(arrival, endpoint);
      await endpoint.open();
      return endpoint;
    } catch (error) {
      await this.#release();
      throw error;
    }
  }

  /** Undoes `listen`, and closes the endpoint if there is one. */
  async close(): Promise<void> {
    await this.#endpoint?.close();
    await this.#release();
  }

  /** Frees everything that belongs to the run. */
  async #release(): Promise<void> {
    this.#releasing ??= this.#releaseAll();
    try {
      await this.#releasing;
    } finally {
      this.#releasing = undefined;
    }
  }

  async #releaseAll(): Promise<void> {
    this.#endpoint = undefined;
    // A server can be closed only once it listens.
    await Promise.allSettled([this.#listening]);
    const [connections, listener] = [[...this.#connections], this.#listener];
    // Connections that a session has released send what is left; the others belong to strangers.
    for (const connection of connections) if (connection.events !== NO_EVENTS) connection.terminate();
    await Promise.all(connections.map(async ({ ended }) => ended));
    await listener?.close();
    this.#listener = this.#listening = undefined;
  }

  #makeEndpoint(seat: Seat, receiver: Receiver): SessionEndpoint {
    const { worker, workers } = seat;
    if (!Number.isInteger(worker) || worker < 0 || worker >= workers)
      throw new DiscoError(
        'WORKER_UNKNOWN',
        `worker ${worker} cannot join a run of ${workers} workers, which are numbered from 0`,
      );
    const addresses = this.options.peers ?? seat.addresses ?? [];
    this.#checkAddresses(seat, addresses);
    return new SessionEndpoint(seat, receiver, this.settings, {
      addressOf: (other) => addresses[other],
      turnAfter: this.turnAfter,
      connect: (other) =>
        this.#track(this.connect(trustedAddress(entryAt(addresses, other), this.schemes, this.options))),
      close: async () => this.#release(),
    });
  }

  async #listen(): Promise<string> {
    const address = trustedAddress(this.options.listen, this.schemes, this.options);
    const listener: ArrivalListener<A> = this.makeListener((arrival) => this.#arrive(listener, arrival));
    this.#listener = listener;
    try {
      const bound = await listener.listen(address);
      return this.options.advertise ?? formatAddress(bound, this.schemes);
    } catch (error) {
      this.#listener = this.#listening = undefined;
      throw error;
    }
  }

  #arrive(listener: ArrivalListener<A>, arrival: A): void {
    // A waiting arrival is not read, so its sender waits too.
    if (listener !== this.#listener || this.#releasing !== undefined) arrival.destroy();
    else if (this.#endpoint !== undefined) this.#greet(arrival, this.#endpoint);
    else {
      this.#early.add(arrival);
      arrival.once('close', () => this.#early.delete(arrival));
    }
  }

  #greet(arrival: A, endpoint: SessionEndpoint): void {
    if (arrival.destroyed) return;
    const listener = this.#listener;
    const trust = (): void => listener?.trust(arrival);
    this.accept(arrival, trust, (connection) => greet(this.#track(connection), endpoint));
  }

  #track(bare: Connection): Connection {
    const connection = new CheckedConnection(bare);
    this.#connections.add(connection);
    void connection.ended.then(() => this.#connections.delete(connection));
    return connection;
  }

  #checkAddresses(seat: Seat, addresses: readonly string[]): void {
    const { worker } = seat;
    const problems = Array.from({ length: worker }, (_, other) => {
      if (!isPeer(seat, other)) return [];
      const address = addresses[other];
      if (address !== undefined && address !== '') return addressProblems(address, this.schemes, this.options);
      const message = `there is no address for worker ${other}, which worker ${worker} has to dial; give it in 'peers' or in the seat`;
      return [{ code: 'TRANSPORT_INVALID', message }];
    }).flat();
    if (problems.length > 0) throw new InvalidInputError('TRANSPORT_INVALID', 'the list of worker addresses', problems);
  }
}
