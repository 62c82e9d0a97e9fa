import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('the wire format refuses a big-endian processor', async () => {
  // The byte order is checked once, when the module is loaded, by the bytes of a 16-bit 1.
  vi.stubGlobal(
    'Uint16Array',
    class extends Uint16Array {
      static override of(...values: number[]): Uint16Array<ArrayBuffer> {
        return new Uint16Array(Uint16Array.from(values, (value) => (value << 8) | (value >> 8)));
      }
    },
  );
  vi.resetModules();
  const { MessageCodec } = await import('../../src/wire/message-codec.js');
  expect(() => new MessageCodec(2)).toThrow(expect.objectContaining({ code: 'PLATFORM_UNSUPPORTED' }));
});
