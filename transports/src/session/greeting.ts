import { DiscoError } from '@disco-engine/kernel';
import type { RandomBytes } from '../clock/random-bytes.js';
import { NONCE_BYTES } from '../security/proof.js';
import { NO_EVENTS, type Connection } from './connection.js';
import {
  challengeFrame,
  isProven,
  provenBody,
  readIntroduction,
  readRefusal,
  refusedFrame,
  welcomeFrame,
  type Introduction,
} from './handshake-frames.js';
import { FrameCursor, FrameKind, MOST_HANDSHAKE_BYTES, violation } from './session-frame.js';

/** Decides whether a worker that has proved that it belongs to the run is admitted. */
export interface Host {
  readonly worker: number;
  readonly token: Uint8Array | undefined;
  readonly randomBytes: RandomBytes;
  /**
   * @returns what this worker says about itself, and the function that takes over the connection afterwards
   * @throws DiscoError if the worker is not admitted; the error is sent to it
   */
  admit(guest: Introduction): { readonly own: Introduction; attach(connection: Connection): void };
  /** A worker that belongs to the run was refused, and was told why. */
  refused(error: DiscoError): void;
  /**
   * A connection was turned away that had proved nothing.
   *
   * @param hasOtherToken whether it tried to prove itself, and failed
   */
  turnedAway(reason: string, hasOtherToken: boolean): void;
}

/** The listener's half of a handshake. If it fails, the connection is dropped. */
export function greet(connection: Connection, host: Host): void {
  const { worker, token } = host;
  const listener = host.randomBytes(NONCE_BYTES);
  const leave = (): void => {
    connection.events = NO_EVENTS;
    connection.close();
  };
  const take = (packet: Uint8Array): void => {
    const cursor = new FrameCursor(() => MOST_HANDSHAKE_BYTES);
    cursor.load(packet);
    if (!cursor.next()) throw violation('a packet is empty');
    if (cursor.end !== packet.length) throw violation('a packet continues after the first frame');
    const body = provenBody(cursor.packet.subarray(cursor.start, cursor.end));
    const nonces = { listener, dialler: body.dialler };
    if (cursor.kind !== FrameKind.Hello && cursor.kind !== FrameKind.Refused)
      throw violation(`the handshake starts with a frame of kind ${cursor.kind}`);
    if (!isProven(cursor.kind, body, nonces, token)) {
      const error = new DiscoError(
        'HANDSHAKE_REFUSED',
        `worker ${worker} does not have the same token as the other side; start all workers with the same token`,
      );
      connection.send(refusedFrame(error));
      leave();
      host.turnedAway(error.message, true);
      return;
    }
    if (cursor.kind === FrameKind.Refused) throw readRefusal(body);
    try {
      const { own, attach } = host.admit(readIntroduction(body, worker));
      connection.trust();
      connection.send(welcomeFrame(own, nonces, token));
      attach(connection);
    } catch (error) {
      if (!(error instanceof DiscoError)) throw error;
      connection.send(refusedFrame(error, nonces, token));
      leave();
      host.refused(error);
    }
  };
  connection.events = {
    packet(packet) {
      try {
        take(packet);
      } catch (error) {
        if (!(error instanceof DiscoError)) throw error;
        connection.events = NO_EVENTS;
        connection.terminate();
        host.turnedAway(error.message, false);
      }
    },
    drained() {},
    violated(error) {
      connection.events = NO_EVENTS;
      host.turnedAway(error.message, false);
    },
    closed: (reason) => host.turnedAway(`the connection ended during the handshake: ${reason}`, false),
  };
  connection.send(challengeFrame(listener));
}
