import { violation } from '../session/session-frame.js';

/** Path of the only method in worker.proto. */
export const EXCHANGE_PATH = '/disco.v1.Worker/Exchange';
/** Tag of field `data` of the message `Frame` in worker.proto: number 1, length-delimited. */
const DATA_TAG = (1 << 3) | 2;

/** Encodes a `Frame` message. */
export function encodeFrame(data: Uint8Array): Buffer {
  let lengthBytes = 1;
  for (let rest = data.length >>> 7; rest > 0; rest >>>= 7) lengthBytes += 1;
  const message = Buffer.allocUnsafe(1 + lengthBytes + data.length);
  message[0] = DATA_TAG;
  let rest = data.length;
  for (let at = 1; at < lengthBytes; at++, rest >>>= 7) message[at] = (rest & 0x7f) | 0x80;
  message[lengthBytes] = rest;
  message.set(data, 1 + lengthBytes);
  return message;
}

/**
 * Decodes a `Frame` message without copying.
 *
 * @throws DiscoError `PROTOCOL_VIOLATION`
 */
export function decodeFrame(message: Buffer): Buffer {
  // A field with its default value is omitted.
  if (message.length === 0) return message;
  if (message[0] !== DATA_TAG) throw violation(`a gRPC message has tag ${message[0]} instead of ${DATA_TAG}`);
  let length = 0;
  let at = 1;
  for (let shift = 0; ; shift += 7, at += 1) {
    const byte = message[at];
    if (byte === undefined || shift > 28) throw violation('a gRPC message has an invalid length');
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (at + 1 + length !== message.length)
    throw violation(`a gRPC message announces ${length} bytes but contains ${message.length - at - 1}`);
  return message.subarray(at + 1);
}
