import { DiscoError, EVENT_WORDS, PayloadBytesError, type ExchangeMessage } from '@disco-engine/kernel';
import { FrameReader } from './frame-reader.js';
import { FrameWriter, tooLarge } from './frame-writer.js';
import { PayloadBlock, PayloadKind } from './payload-block.js';
import { WIRE_VERSION, wireLimits, type WireLimits } from './wire-limits.js';

/**
 * Turns messages into frames and back. A frame is little-endian:
 *
 * | what | as |
 * |---|---|
 * | `D`, version, flags | 3 bytes |
 * | workers, sequence, total, six parts of keys, sent, received, count | numbers |
 * | number of promises for ports, then per promise inlet and epoch, if there is a flag for them | numbers |
 * | words of the events | 20 bytes each |
 * | higher bits of the send counters, if there is a flag for them | 4 bytes each |
 * | payloads | the rest, by their kind in the flags |
 *
 * A number is the varint of n + 2 if it is whole, 1 for Infinity, and otherwise 0 followed by a double.
 *
 * @example
 * const codec = new MessageCodec(2);
 * const frame = codec.encode(message);
 * codec.decode(frame, new ExchangeMessage(2));
 */
export class MessageCodec {
  readonly limits: WireLimits;
  readonly #writer: FrameWriter;
  readonly #reader = new FrameReader();
  readonly #block: PayloadBlock;

  /**
   * @param workers number of workers in the run; a frame from a run with a different number is refused
   * @throws InvalidInputError `LIMITS_INVALID`
   */
  constructor(
    private readonly workers: number,
    limits?: Partial<WireLimits>,
  ) {
    if (!IS_LITTLE_ENDIAN)
      throw new DiscoError(
        'PLATFORM_UNSUPPORTED',
        'the wire format needs a little-endian processor; run on x86-64 or ARM64',
      );
    this.limits = wireLimits(limits);
    this.#writer = new FrameWriter(this.limits.maxFrameBytes);
    this.#block = new PayloadBlock(this.limits);
  }

  /**
   * @returns a new array that belongs to the caller; the rest of its `buffer` does not
   * @throws DiscoError `FRAME_TOO_LARGE` with the limit, `PAYLOAD_INVALID`
   */
  encode(message: ExchangeMessage): Uint8Array {
    const frame = this.encodeShared(message);
    // From the pool of Buffer, where a small array costs a tenth of a separate allocation.
    const own = Buffer.allocUnsafe(frame.length);
    own.set(frame);
    return own;
  }

  /** Like `encode`, but into memory that the next call overwrites. */
  encodeShared(message: ExchangeMessage): Uint8Array {
    const { count, payloads, highCounters } = message;
    const { maxEvents } = this.limits;
    if (count > maxEvents) throw tooLarge('events', count, 'maxEvents', maxEvents);
    const kind = this.#block.kindOf(payloads, count);
    const writer = this.#writer;
    writer.begin();
    writer.byte(MAGIC);
    writer.byte(WIRE_VERSION);
    writer.byte(
      (message.waiting ? Flag.Waiting : 0) |
        (highCounters ? Flag.HighCounters : 0) |
        (kind << KIND_SHIFT) |
        (message.promises > 0 ? Flag.Promises : 0),
    );
    this.#writeHeader(message);
    if (message.promises > 0) this.#writePromises(message);
    writer.words(message.words, count * EVENT_WORDS);
    if (highCounters) writer.words(highCounters, count);
    if (payloads !== undefined && (kind === PayloadKind.Numbers || kind === PayloadKind.Values))
      writer.bytes(this.#block.pack(payloads, count, kind));
    return writer.end();
  }

  /**
   * Fills the message. Overwrites its `words` and counts; `payloads` are new.
   *
   * @throws DiscoError `FRAME_INVALID`: what is wrong, and at which byte. The message is then unusable.
   */
  decode(frame: Uint8Array, into: ExchangeMessage): void {
    const reader = this.#reader;
    reader.begin(frame);
    try {
      const { maxFrameBytes } = this.limits;
      if (frame.length > maxFrameBytes) throw reader.invalid(`maxFrameBytes is ${maxFrameBytes}`, maxFrameBytes);
      if (reader.byte() !== MAGIC) throw reader.invalid('there is not the first byte of a frame', 0);
      const version = reader.byte();
      if (version !== WIRE_VERSION) throw reader.invalid(`there is version ${version}, not ${WIRE_VERSION}`, 1);
      const flags = reader.byte();
      const kind = (flags >> KIND_SHIFT) & KINDS;
      if (flags > Flag.All || kind >= PayloadKind.Count) throw reader.invalid('there is an unknown flag', 2);
      into.waiting = (flags & Flag.Waiting) !== 0;
      this.#readHeader(into);
      into.promises = 0;
      if (flags & Flag.Promises) this.#readPromises(into);
      this.#readWords(into);
      into.highCounters = flags & Flag.HighCounters ? this.#readHighCounters(into.count) : undefined;
      into.payloads = this.#readPayloads(into.count, kind);
    } finally {
      reader.end();
    }
  }

  #writeHeader(message: ExchangeMessage): void {
    const writer = this.#writer;
    writer.number(this.workers);
    writer.number(message.sequence);
    writer.number(message.total);
    writer.number(message.promiseEpoch);
    writer.number(message.promisePlace);
    writer.number(message.boundEpoch);
    writer.number(message.boundPlace);
    writer.number(message.nextEpoch);
    writer.number(message.nextPlace);
    for (let worker = 0; worker < this.workers; worker++) writer.number(message.sent[worker] ?? NaN);
    for (let worker = 0; worker < this.workers; worker++) writer.number(message.received[worker] ?? NaN);
    writer.number(message.count);
  }

  #readHeader(into: ExchangeMessage): void {
    const reader = this.#reader;
    const at = reader.position;
    const workers = reader.count();
    if (workers !== this.workers) throw reader.invalid(`there is a run of ${workers} workers, not ${this.workers}`, at);
    into.sequence = reader.count();
    into.total = reader.count();
    into.promiseEpoch = reader.number();
    into.promisePlace = reader.number();
    into.boundEpoch = reader.number();
    into.boundPlace = reader.number();
    into.nextEpoch = reader.number();
    into.nextPlace = reader.number();
    for (let worker = 0; worker < workers; worker++) into.sent[worker] = reader.count();
    for (let worker = 0; worker < workers; worker++) into.received[worker] = reader.count();
    into.count = reader.count();
  }

  #writePromises({ promises, inlets, inletEpochs }: ExchangeMessage): void {
    const writer = this.#writer;
    writer.number(promises);
    for (let index = 0; index < promises; index++) {
      writer.number(inlets[index] ?? NaN);
      writer.number(inletEpochs[index] ?? NaN);
    }
  }

  #readPromises(into: ExchangeMessage): void {
    const reader = this.#reader;
    const promises = reader.count();
    // Each takes two bytes at least.
    reader.expect(2 * promises);
    if (into.inlets.length < promises) {
      into.inlets = new Int32Array(2 * promises);
      into.inletEpochs = new Float64Array(2 * promises);
    }
    for (let index = 0; index < promises; index++) {
      const at = reader.position;
      const inlet = reader.count();
      if (inlet > MOST_INLET) throw reader.invalid(`there is a promise for inlet ${inlet}`, at);
      into.inlets[index] = inlet;
      into.inletEpochs[index] = reader.number();
    }
    into.promises = promises;
  }

  #readWords(into: ExchangeMessage): void {
    const reader = this.#reader;
    const { count } = into;
    const { maxEvents } = this.limits;
    if (count > maxEvents) throw reader.invalid(`${count} events are announced, but maxEvents is ${maxEvents}`);
    const words = count * EVENT_WORDS;
    reader.expect(words * 4);
    if (into.words.length < words) into.words = new Int32Array(2 * words);
    reader.words(into.words, words);
  }

  #readHighCounters(count: number): Int32Array {
    this.#reader.expect(count * 4);
    const counters = new Int32Array(count);
    this.#reader.words(counters, count);
    return counters;
  }

  #readPayloads(count: number, kind: PayloadKind): unknown[] | undefined {
    const reader = this.#reader;
    if (kind === PayloadKind.None && reader.left === 0) return undefined;
    const at = reader.position;
    try {
      return this.#block.unpack(reader.take(reader.left), count, kind);
    } catch (error) {
      if (!(error instanceof PayloadBytesError)) throw error;
      throw reader.invalid(error.what, at + error.at);
    }
  }
}

/** `D`, for Disco. */
const MAGIC = 0x44;

const enum Flag {
  Waiting = 1,
  HighCounters = 2,
  Promises = 16,
  /** With the two bits for the kind of the payloads. */
  All = 31,
}

/** Offset of these two bits. */
const KIND_SHIFT = 2;
const KINDS = 3;
/** Inlets are stored as 32-bit integers. */
const MOST_INLET = 2 ** 31 - 1;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
