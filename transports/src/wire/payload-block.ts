import { checkPayload, DiscoError, PayloadBytesError, PayloadReader, PayloadWriter } from '@disco-engine/kernel';
import { tooLarge } from './frame-writer.js';
import type { WireLimits } from './wire-limits.js';

/** How the payloads of a message are encoded in its frame. The numbers are part of the format. */
export const enum PayloadKind {
  /** All are null and take no space. */
  None,
  /** All are numbers: 8 bytes each. */
  Numbers,
  /** What `PayloadWriter` makes of them. */
  Values,
  /** How many kinds there are. */
  Count,
}

/** The payloads of one message as bytes. */
export class PayloadBlock {
  readonly #writer: PayloadWriter;
  readonly #reader: PayloadReader;

  constructor(private readonly limits: WireLimits) {
    this.#writer = new PayloadWriter(limits.maxValues, limits.maxFrameBytes);
    this.#reader = new PayloadReader(limits.maxValues);
  }

  kindOf(payloads: readonly unknown[] | undefined, count: number): PayloadKind {
    if (payloads === undefined || areNull(payloads, count)) return PayloadKind.None;
    return areNumbers(payloads, count) ? PayloadKind.Numbers : PayloadKind.Values;
  }

  /**
   * @returns bytes that are valid until the next call
   * @throws DiscoError `PAYLOAD_INVALID`, `FRAME_TOO_LARGE`
   */
  pack(payloads: readonly unknown[], count: number, kind: PayloadKind.Numbers | PayloadKind.Values): Uint8Array {
    if (kind === PayloadKind.Numbers) return bytesOf(payloads as readonly number[], count);
    const writer = this.#writer;
    writer.begin();
    for (let index = 0; index < count; index++)
      if (!writer.write(payloads[index])) throw this.#refusal(payloads[index], index, count);
    return writer.written();
  }

  /**
   * @param block the rest of the frame
   * @throws PayloadBytesError
   */
  unpack(block: Uint8Array, count: number, kind: PayloadKind): unknown[] {
    if (kind === PayloadKind.None) throw new PayloadBytesError('there is something after the last event', 0);
    if (kind === PayloadKind.Numbers) return numbersOf(block, count);
    const reader = this.#reader;
    reader.begin(block);
    const payloads: unknown[] = [];
    for (let index = 0; index < count; index++) payloads.push(reader.read());
    reader.end();
    return payloads;
  }

  #refusal(payload: unknown, index: number, count: number): DiscoError {
    const { refusal, leastBytes } = this.#writer;
    const { maxValues, maxFrameBytes } = this.limits;
    if (refusal === 'maxValues') return tooLarge('values in payloads', maxValues + 1, 'maxValues', maxValues);
    if (refusal === 'maxBytes') return tooLarge('bytes', leastBytes, 'maxFrameBytes', maxFrameBytes);
    const fault = checkPayload(payload);
    const why = fault === undefined ? '' : `: ${fault.path} is ${fault.what}`;
    return new DiscoError(
      'PAYLOAD_INVALID',
      `event ${index + 1} of ${count} in a message has a payload that cannot be transmitted${why}`,
    );
  }
}

function bytesOf(numbers: readonly number[], count: number): Uint8Array {
  const doubles = new Float64Array(count);
  for (let index = 0; index < count; index++) doubles[index] = numbers[index] ?? NaN;
  return new Uint8Array(doubles.buffer);
}

function numbersOf(block: Uint8Array, count: number): number[] {
  if (block.length !== count * 8)
    throw new PayloadBytesError(`there are ${block.length} bytes for ${count} numbers`, 0);
  // A block may start at any byte, unlike a Float64Array. Reading one with `?? NaN` also takes twice as long here.
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const numbers: number[] = [];
  for (let at = 0; at < block.length; at += 8) numbers.push(view.getFloat64(at, true));
  return numbers;
}

function areNull(payloads: readonly unknown[], count: number): boolean {
  for (let index = 0; index < count; index++) if (payloads[index] !== null) return false;
  return true;
}

function areNumbers(payloads: readonly unknown[], count: number): boolean {
  for (let index = 0; index < count; index++) if (typeof payloads[index] !== 'number') return false;
  return true;
}
