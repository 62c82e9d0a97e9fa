import { randomBytes } from 'node:crypto';
import { DiscoError } from '@disco-engine/kernel';
import { NONCE_BYTES } from '../security/proof.js';
import { NO_EVENTS, type Connection } from './connection.js';
import {
  helloFrame,
  isProven,
  provenBody,
  readIntroduction,
  readRefusal,
  refusedFrame,
  type Introduction,
} from './handshake-frames.js';
import { FrameCursor, FrameKind, MOST_HANDSHAKE_BYTES, violation } from './session-frame.js';

export interface Guest {
  readonly own: Introduction;
  readonly token: Uint8Array | undefined;
  /** Milliseconds for all of it, from when the connection was asked for. */
  readonly within: number;
  /**
   * The other side has proved that it belongs to the run.
   *
   * @throws DiscoError why this worker will not have it; it is told so
   */
  welcomed(host: Introduction, connection: Connection): void;
  /** @param proven whether it is certain that the refusal comes from a worker of the run */
  refused(error: DiscoError, proven: boolean): void;
  /** There was no connection, or it broke, or nobody answered. */
  broken(reason: string): void;
}

/**
 * The dialler's half of a handshake. One of the calls of the guest is made, later.
 *
 * @returns what gives it up, without a call
 */
export function introduce(connection: Connection, guest: Guest): () => void {
  const { own, token } = guest;
  const dialler = randomBytes(NONCE_BYTES);
  let listener: Uint8Array | undefined;
  const timer = setTimeout(() => {
    abandon();
    guest.broken(`no answer within ${guest.within} ms`);
  }, guest.within);
  const release = (): void => {
    clearTimeout(timer);
    connection.events = NO_EVENTS;
  };
  const abandon = (): void => {
    release();
    connection.terminate();
  };
  const take = (cursor: FrameCursor): void => {
    const body = cursor.packet.subarray(cursor.start, cursor.end);
    if (listener === undefined) {
      if (cursor.kind !== FrameKind.Challenge || body.length !== NONCE_BYTES)
        throw violation(`a handshake begins with a frame of kind ${cursor.kind}`);
      listener = body;
      connection.send(helloFrame(own, { listener, dialler }, token));
      return;
    }
    if (cursor.kind !== FrameKind.Welcome && cursor.kind !== FrameKind.Refused)
      throw violation(`a handshake goes on with a frame of kind ${cursor.kind}`);
    const nonces = { listener, dialler };
    const parts = provenBody(body);
    const proven = isProven(cursor.kind, parts, nonces, token);
    if (cursor.kind === FrameKind.Refused) {
      const error = readRefusal(parts);
      abandon();
      guest.refused(error, proven);
    } else if (proven) {
      release();
      enter(parts, nonces);
    } else {
      abandon();
      guest.refused(
        new DiscoError(
          'HANDSHAKE_REFUSED',
          `the other side does not know the token of worker ${own.worker}; start all workers with the same one`,
        ),
        false,
      );
    }
  };
  const enter = (parts: ReturnType<typeof provenBody>, nonces: Parameters<typeof helloFrame>[1]): void => {
    try {
      guest.welcomed(readIntroduction(parts, own.worker), connection);
    } catch (error) {
      if (!(error instanceof DiscoError)) throw error;
      connection.events = NO_EVENTS;
      connection.send(refusedFrame(error, nonces, token));
      connection.close();
      guest.refused(error, true);
    }
  };
  connection.events = {
    packet(packet) {
      try {
        const cursor = new FrameCursor(() => MOST_HANDSHAKE_BYTES);
        cursor.load(packet);
        if (!cursor.next() || cursor.end !== packet.length)
          throw violation('a packet of the handshake is not one frame');
        take(cursor);
      } catch (error) {
        if (!(error instanceof DiscoError)) throw error;
        abandon();
        guest.broken(error.message);
      }
    },
    drained() {},
    violated(error) {
      abandon();
      guest.broken(error.message);
    },
    closed(reason) {
      release();
      guest.broken(reason);
    },
  };
  return abandon;
}
