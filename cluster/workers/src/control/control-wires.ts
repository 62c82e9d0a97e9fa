import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { systemClock } from '@disco-engine/transports/clock';
import {
  clientTls,
  DEFAULT_STRANGER_LIMITS,
  Listener,
  secureSocket,
  type TrustOptions,
} from '@disco-engine/transports/security';
import type { Connection } from '@disco-engine/transports/session';
import type { ControlAddress } from './peer-address.js';
import { SocketConnection } from './socket-connection.js';

/** Where a worker waits for launchers: a port, a path, or a simulation of one. */
export interface ControlWires {
  /**
   * @param mostBytes maximum size of the next packet
   * @returns the port, if there is one
   * @throws DiscoError `LISTEN_FAILED`
   */
  listen(door: Door, mostBytes: () => number): Promise<number | undefined>;
  close(): Promise<void>;
}

/** What becomes of those who come. */
export interface Door {
  /** @param from where the connection comes from, for messages */
  accept(connection: Connection, from: string): void;
  /** A connection has ended before it could be accepted. */
  missed(from: string): void;
}

/** A port or path of this machine, where strangers get little of it. */
export class SocketWires implements ControlWires {
  #listener: Listener | undefined;

  constructor(
    private readonly address: ControlAddress,
    private readonly trust: TrustOptions,
  ) {}

  async listen(door: Door, mostBytes: () => number): Promise<number | undefined> {
    const { address, trust } = this;
    const isPath = 'path' in address;
    const listener = new Listener(DEFAULT_STRANGER_LIMITS, (raw) => {
      const from = originOf(raw);
      const missed = (): void => door.missed(from);
      raw.once('close', missed);
      const start = (socket: Socket): void => {
        raw.off('close', missed);
        socket.on('error', () => raw.destroy());
        let isTrusted = false;
        const limit = (): number => (isTrusted ? mostBytes() : MOST_OF_STRANGER);
        const connection = new SocketConnection(socket, systemClock, limit, () => {
          isTrusted = true;
          listener.trust(raw);
        });
        door.accept(connection, from);
      };
      if (isPath || trust.tls === undefined) start(raw);
      else secureSocket(raw, trust.tls, start);
    });
    this.#listener = listener;
    const place = isPath
      ? ({ kind: 'unix', path: address.path } as const)
      : ({ kind: 'tcp', secure: trust.tls !== undefined, ...address } as const);
    const bound = await listener.listen(place).catch((error: unknown) => Promise.reject(withHint(error, address)));
    return bound.kind === 'tcp' ? bound.port : undefined;
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }
}

/** Dials a worker. */
export function dialControl(address: ControlAddress, { tls }: TrustOptions, mostBytes: () => number): Connection {
  const socket =
    tls === undefined || 'path' in address ? connect(address) : connectTls({ ...address, ...clientTls(tls) });
  return new SocketConnection(socket, systemClock, mostBytes);
}

function originOf({ remoteAddress, remotePort }: Socket): string {
  return remoteAddress === undefined ? 'this machine' : `${remoteAddress} port ${remotePort}`;
}

/** A second worker on one machine is often given the next port, which the first one uses. */
function withHint(error: unknown, address: ControlAddress): unknown {
  if ('path' in address || !isDiscoError(error, 'LISTEN_FAILED')) return error;
  const hint = `port ${address.port} is for the commands of this worker, which uses it beside its own port; '?control=N' after the address names another`;
  return new DiscoError('LISTEN_FAILED', `${error.message}; ${hint}`, {}, { cause: error });
}

/** A stranger's introduction is short. */
const MOST_OF_STRANGER = 4_096;
