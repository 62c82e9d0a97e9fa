import fc from 'fast-check';
import { EVENT_WORDS, ExchangeMessage } from '@disco-engine/kernel';
import { described, payloads } from './values.js';

export const WORKERS = 3;

export function messages(payload: fc.Arbitrary<unknown> = payloads()): fc.Arbitrary<ExchangeMessage> {
  const count = fc.maxSafeInteger().map((number) => Math.floor(Math.abs(number) / 4));
  const small = fc.nat(100);
  const counter = fc.oneof(small, count);
  const epoch = fc.oneof(fc.double({ min: 0, noNaN: true }), small, fc.constant(Infinity));
  const events = fc.array(fc.tuple(fc.tuple(word, word, word, word, word), word, payload), { maxLength: 8 });
  const parts = fc.record({
    header: fc.tuple(counter, counter, epoch, counter, epoch, counter, epoch, counter, fc.boolean()),
    counts: fc.array(counter, { minLength: 2 * WORKERS, maxLength: 2 * WORKERS }),
    events,
    promises: fc.array(fc.tuple(fc.nat(2 ** 31 - 1), epoch), { maxLength: 4 }),
    spare: fc.nat(3),
    hasHighCounters: fc.boolean(),
    hasPayloads: fc.boolean(),
  });
  return parts.map(({ header, counts, events: list, promises, spare, hasHighCounters, hasPayloads }) => {
    const message = new ExchangeMessage(WORKERS);
    [message.sequence, message.total, message.promiseEpoch, message.promisePlace] = header;
    [, , , , message.boundEpoch, message.boundPlace, message.nextEpoch, message.nextPlace, message.waiting] = header;
    message.sent.set(counts.slice(0, WORKERS));
    message.received.set(counts.slice(WORKERS));
    message.promises = promises.length;
    message.inlets = Int32Array.from([...promises.map(([inlet]) => inlet), ...Array<number>(spare).fill(-7)]);
    message.inletEpochs = Float64Array.from([...promises.map(([, at]) => at), ...Array<number>(spare).fill(NaN)]);
    message.count = list.length;
    message.words = new Int32Array((list.length + spare) * EVENT_WORDS).fill(-7);
    message.words.set(list.flatMap(([words]) => words));
    if (hasHighCounters) message.highCounters = Int32Array.from(list, ([, high]) => high);
    if (hasPayloads) message.payloads = [...list.map(([, , value]) => value), ...Array<unknown>(spare).fill(undefined)];
    return message;
  });
}

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

/** The content of a message, without its spare capacity. */
export function said(message: ExchangeMessage): unknown {
  const { count, words, highCounters, payloads: values, sent, received, inlets, inletEpochs, ...header } = message;
  const given = values?.slice(0, count) ?? [];
  return {
    ...header,
    sent: Array.from(sent),
    received: Array.from(received),
    inlets: Array.from(inlets.subarray(0, message.promises)),
    inletEpochs: Array.from(inletEpochs.subarray(0, message.promises)),
    words: Array.from(words.subarray(0, count * EVENT_WORDS)),
    highCounters: highCounters && Array.from(highCounters.subarray(0, count)),
    payloads: Array.from({ length: count }, (_, index) => described(given[index] ?? null)),
  };
}

/** A small message with events that carry these payloads. */
export function messageWith(values: readonly unknown[], sequence = 1, workers = WORKERS): ExchangeMessage {
  const message = new ExchangeMessage(workers);
  message.sequence = sequence;
  message.total = values.length;
  message.count = values.length;
  message.words = Int32Array.from({ length: values.length * EVENT_WORDS }, (_, index) => index);
  message.payloads = [...values];
  return message;
}
