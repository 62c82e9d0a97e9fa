import { DiscoError, type ExchangeMessage, type Receiver } from '@disco-engine/kernel';
import type { MessageCodec } from './message-codec.js';

/**
 * Passes a frame to the receiver.
 *
 * @param message reused to hold the decoded message
 * @returns an error if the sending worker must be disconnected; undefined if all went well
 */
export function deliver(
  frame: Uint8Array,
  from: number,
  codec: MessageCodec,
  message: ExchangeMessage,
  receiver: Receiver,
): DiscoError | undefined {
  try {
    codec.decode(frame, message);
    receiver.message(from, message);
    return undefined;
  } catch (error) {
    if (error instanceof DiscoError) return error;
    return new DiscoError(
      'WORKER_LOST',
      `a message from worker ${from} could not be processed, so the worker was disconnected`,
      {},
      { cause: error },
    );
  }
}
