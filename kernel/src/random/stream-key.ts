import { DiscoError } from '../errors.js';
import { murmur3, type FourWords } from './murmur3.js';
import { shownValue } from '../text/shown-value.js';

/** The starting point of a random stream: four unsigned 32-bit words, not all zero. */
export type StreamKey = FourWords;

/**
 * Derives the key of a stream from its identity alone. It hashes an encoding in which no two tuples look the same, so
 * the probability that two streams collide is 2^-128 per pair.
 *
 * @param masterSeed whole number from 0 to 2^53 - 1
 * @param replication whole number from 0 to 2^53 - 1
 * @param node name of the node that owns the stream; any string
 * @param stream name of the stream within the node; any string
 * @throws DiscoError SEED_INVALID if masterSeed or replication is out of range
 */
export function streamKey(masterSeed: number, replication: number, node: string, stream: string): StreamKey {
  checkSeed('masterSeed', masterSeed);
  checkSeed('replication', replication);
  const view = new DataView(new ArrayBuffer(24 + 2 * (node.length + stream.length)));
  writeWhole(view, 0, masterSeed);
  writeWhole(view, 8, replication);
  writeText(view, writeText(view, 16, node), stream);
  return neverZero(murmur3(new Uint8Array(view.buffer)));
}

/** Replaces the all-zero state, which xoshiro128** cannot leave. */
export function neverZero(words: FourWords): StreamKey {
  return words.every((word) => word === 0) ? [1, 0, 0, 0] : words;
}

/** @throws DiscoError SEED_INVALID unless the value is a whole number from 0 to 2^53 - 1 */
export function checkSeed(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new DiscoError('SEED_INVALID', `${name} is ${shownValue(value)}; give a whole number from 0 to 2^53 - 1`);
}

function writeWhole(view: DataView, at: number, whole: number): void {
  view.setUint32(at, whole % 0x1_0000_0000, true);
  view.setUint32(at + 4, Math.floor(whole / 0x1_0000_0000), true);
}

/** Writes the number of code units and then the code units; returns the end offset. */
function writeText(view: DataView, at: number, text: string): number {
  view.setUint32(at, text.length, true);
  for (let i = 0; i < text.length; i++) view.setUint16(at + 4 + 2 * i, text.charCodeAt(i), true);
  return at + 4 + 2 * text.length;
}
