import { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '../clock/clock.js';
import type { RandomBytes } from '../clock/random-bytes.js';
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
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly own: Introduction;
  readonly token: Uint8Array | undefined;
  /** Milliseconds for the whole handshake, from when the connection was requested. */
  readonly within: number;
  /**
   * The other side has proved that it belongs to the run.
   *
   * @throws DiscoError if this worker does not accept it; the error is sent to it
   */
  welcomed(host: Introduction, connection: Connection): void;
  /** @param proven whether the refusal certainly comes from a worker of the run */
  refused(error: DiscoError, proven: boolean): void;
  /** There was no connection, it broke, or nobody answered. */
  broken(reason: string): void;
}

/**
 * The dialler's half of a handshake. Later calls exactly one method of the guest.
 *
 * @returns a function that abandons the handshake without a call
 */
export function introduce(connection: Connection, guest: Guest): () => void {
  const { own, token } = guest;
  const dialler = guest.randomBytes(NONCE_BYTES);
  let listener: Uint8Array | undefined;
  const timer = guest.clock.after(guest.within, () => {
    abandon();
    guest.broken(`no answer within ${guest.within} ms`);
  });
  const release = (): void => {
    timer.cancel();
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
        throw violation(`the handshake starts with a frame of kind ${cursor.kind}`);
      listener = body;
      connection.send(helloFrame(own, { listener, dialler }, token));
      return;
    }
    if (cursor.kind !== FrameKind.Welcome && cursor.kind !== FrameKind.Refused)
      throw violation(`the handshake continues with a frame of kind ${cursor.kind}`);
    const nonces = { listener, dialler };
    const parts = provenBody(body);
    // Without a token, proofs are empty; what has our random bytes is at least an answer to us, and no stranger's frame.
    const proven = isProven(cursor.kind, parts, nonces, token) && Buffer.from(parts.dialler).equals(dialler);
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
          `the other side does not have the same token as worker ${own.worker}; start all workers with the same token`,
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
        if (!cursor.next() || cursor.end !== packet.length) throw violation('a handshake packet is not a single frame');
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
