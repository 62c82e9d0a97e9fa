import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, EXCHANGE_PATH } from '../../src/grpc/frame-message.js';

const PROTO = readFileSync(new URL('../../src/grpc/worker.proto', import.meta.url), 'utf8');

describe('the message of the gRPC service', () => {
  it('is encoded as worker.proto says', () => {
    const [, name = ''] = /package ([\w.]+);/.exec(PROTO) ?? [];
    const [, service = '', method = ''] =
      /service (\w+) \{[^}]*rpc (\w+)\(stream Frame\) returns \(stream Frame\);/.exec(PROTO) ?? [];
    expect(EXCHANGE_PATH).toBe(`/${name}.${service}/${method}`);
    const [, number = ''] = /message Frame \{\s*bytes data = (\d+);\s*\}/.exec(PROTO) ?? [];
    const lengthDelimited = 2;
    expect(encodeFrame(Uint8Array.of(9, 8))).toEqual(Buffer.of((Number(number) << 3) | lengthDelimited, 2, 9, 8));
  });

  it.each([0, 1, 127, 128, 16_383, 16_384, 2 ** 21 - 1, 2 ** 21, 2 ** 24])('carries %d bytes', (length) => {
    const data = Buffer.alloc(length, 3);
    expect(decodeFrame(encodeFrame(data)).equals(data)).toBe(true);
  });

  it('is refused if it is anything else', () => {
    for (const message of [[8, 1], [10], [10, 3, 1], [10, 1, 1, 1], [10, 0x80], [10, 255, 255, 255, 255, 255, 1]])
      expect(() => decodeFrame(Buffer.from(message))).toThrow(expect.objectContaining({ code: 'PROTOCOL_VIOLATION' }));
  });

  it('is refused or decoded, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        try {
          const data = decodeFrame(Buffer.from(bytes));
          expect(data.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'PROTOCOL_VIOLATION' });
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
