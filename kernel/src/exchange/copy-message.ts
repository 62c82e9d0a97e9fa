import { EVENT_WORDS, ExchangeMessage } from './exchange-message.js';

/** Copies a message that cannot be accepted yet. */
export function copyMessage(message: ExchangeMessage): ExchangeMessage {
  const { count, words, highCounters, payloads, sent, received, promises, inlets, inletEpochs } = message;
  return Object.assign(new ExchangeMessage(0), message, {
    sent: sent.slice(),
    received: received.slice(),
    inlets: inlets.slice(0, promises),
    inletEpochs: inletEpochs.slice(0, promises),
    words: words.slice(0, count * EVENT_WORDS),
    highCounters: highCounters?.slice(0, count),
    payloads: payloads?.slice(0, count),
  });
}
