import { DiscoError, type ExchangeMessage, type Receiver } from '@disco-engine/kernel';
import type { MessageCodec } from './message-codec.js';

/**
 * Gives a frame to the receiver.
 *
 * @param message memory for it
 * @returns why the worker that sent it is to be cut off; undefined when all went well
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
      `a message of worker ${from} could not be taken in; it is cut off`,
      {},
      { cause: error },
    );
  }
}
