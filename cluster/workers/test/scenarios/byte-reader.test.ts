import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../src/scenarios/byte-reader.js';
import { ByteWriter } from '../../src/scenarios/byte-writer.js';

/** What a reader makes of bytes that a writer wrote. */
function readOf(
  write: (writer: ByteWriter) => void,
  damage: (bytes: Uint8Array) => void = () => undefined,
): ByteReader {
  const writer = new ByteWriter();
  write(writer);
  const bytes = writer.written();
  damage(bytes);
  return new ByteReader(bytes);
}

describe('a reader of bytes', () => {
  it('refuses what a writer would have written in another way', () => {
    const flag = (value: number): ByteReader => readOf((writer) => writer.byte(value));
    expect([flag(0).flag(), flag(1).flag()]).toEqual([false, true]);
    expect(() => flag(2).flag()).toThrow('a flag is 2');

    const list = (writer: ByteWriter): void => writer.numbers(Int32Array.of(7));
    expect(readOf(list).numbers(Int32Array)).toEqual(Int32Array.of(7));
    expect(() => readOf(list, (bytes) => (bytes[5] = 1)).numbers(Int32Array)).toThrow('not empty');

    const texts = (...lengths: number[]): ByteReader =>
      readOf((writer) => {
        writer.numbers(Int32Array.from(lengths));
        writer.text('abc');
      });
    expect(texts(1, 2).texts()).toEqual(['a', 'bc']);
    // Their sum is right.
    expect(() => texts(3, -1, 1).texts()).toThrow('negative length');

    const text = (isInUtf8: number, bytes: Uint8Array): ByteReader =>
      readOf((writer) => {
        writer.byte(isInUtf8);
        writer.count(bytes.length);
        for (const byte of bytes) writer.byte(byte);
      });
    expect(text(1, Buffer.from('é')).text()).toBe('é');
    expect(() => text(1, Uint8Array.of(0xff)).text()).toThrow('not in UTF-8');
    expect(text(0, Buffer.from('\ud800', 'utf16le')).text()).toBe('\ud800');
    expect(() => text(0, Buffer.from('é', 'utf16le')).text()).toThrow('without need');
    expect(() => text(0, Uint8Array.of(0, 0xd8, 1)).text()).toThrow('without need');
  });
});
