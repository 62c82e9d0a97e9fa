import { describe, expect, it } from 'vitest';
import { ExchangeMessage } from '@disco-engine/kernel';
import { MessageCodec, WIRE_VERSION } from '@disco-engine/transports';
import { messageWith, said } from './messages.js';

/** Changing these bytes creates a format that older workers do not understand: increase `WIRE_VERSION` if you do. */
const FRAMES: readonly (readonly [what: string, payloads: readonly unknown[], hex: string])[] = [
  ['no events', [], '44020004ea07020948000000000000001a4002010202828080808020050202'],
  [
    'an event without payload',
    [null],
    '44020004ea07030948000000000000001a40020102028280808080200502030000000001000000020000000300000004000000',
  ],
  [
    'numbers',
    [1.5, -0],
    '44020404ea07040948000000000000001a400201020282808080802005020400000000010000000200000003000000040000000500000006000000070000000800000009000000000000000000f83f0000000000000080',
  ],
  [
    'lists and records',
    [[true, null, 'é'], { b: -1, a: 300.25 }],
    '44020804ea07040948000000000000001a400201020282808080802005020400000000010000000200000003000000040000000500000006000000070000000800000009000000090302000501e90c000205016205016103ffffffff040000000000c47240',
  ],
  [
    'awkward texts, large numbers and a Date',
    [['\ud800', -255n, new Date(86_400_000)], Object.fromEntries([['__proto__', 1]])],
    '44020804ea07040948000000000000001a4002010202828080808020050204000000000100000002000000030000000400000005000000060000000700000008000000090000000903060100d80705032d66660800000000709994410c000105095f5f70726f746f5f5f41',
  ],
  [
    'collections',
    [new Map([[1, new Set(['x'])]]), Uint16Array.of(1, 2)],
    '44020804ea07040948000000000000001a4002010202828080808020050204000000000100000002000000030000000400000005000000060000000700000008000000090000000a01410b01050178240401000200',
  ],
];

describe(`frames of version ${WIRE_VERSION}`, () => {
  const codec = new MessageCodec(2);
  it.each(FRAMES)('with %s have the same bytes as ever', (_, payloads, hex) => {
    const message = golden(payloads);
    expect(Buffer.from(codec.encode(message)).toString('hex')).toBe(hex);
    const arrived = new ExchangeMessage(2);
    codec.decode(Buffer.from(hex, 'hex'), arrived);
    expect(said(arrived)).toEqual(said(message));
  });

  it('with promises for ports have the same bytes as ever', () => {
    const message = golden([null]);
    message.promises = 2;
    message.inlets = Int32Array.of(3, 8);
    message.inletEpochs = Float64Array.of(6.5, Infinity);
    const frame = codec.encode(message);
    expect(Buffer.from(frame).toString('hex')).toBe(
      '44021004ea07030948000000000000001a40020102028280808080200502030405000000000000001a400a010000000001000000020000000300000004000000',
    );
    const arrived = new ExchangeMessage(2);
    codec.decode(frame, arrived);
    expect(said(arrived)).toEqual(said(message));
  });

  it('with higher counters have the same bytes as ever', () => {
    const message = golden([null]);
    message.highCounters = Int32Array.of(-2);
    message.waiting = true;
    message.nextEpoch = 0.1;
    expect(Buffer.from(codec.encode(message)).toString('hex')).toBe(
      '44020304ea07030948000000000000001a4002009a9999999999b93f02028280808080200502030000000001000000020000000300000004000000feffffff',
    );
  });
});

function golden(payloads: readonly unknown[]): ExchangeMessage {
  const message = messageWith(payloads, 1000, 2);
  message.promiseEpoch = 7;
  message.promisePlace = 70;
  message.boundEpoch = 6.5;
  message.nextEpoch = Infinity;
  message.sent.set([0, 2 ** 40]);
  message.received.set([3, 0]);
  return message;
}
