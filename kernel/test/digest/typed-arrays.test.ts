import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mixPayload } from '../../src/digest/mix-payload.js';
import { Mixer } from '../../src/digest/mixer.js';

/** What the digest is defined by: the tag of binary data, the class, the length, and each byte or double by itself. */
function byDefinition(view: ArrayBufferView): Mixer {
  const mixer = new Mixer();
  mixer.pair(12, 0);
  mixer.text(view.constructor.name);
  if (view instanceof Float64Array || view instanceof Float32Array) {
    mixer.pair(view.length, 0);
    for (const number of view) mixer.double(number);
  } else {
    mixer.pair(view.byteLength, 0);
    for (const byte of new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) mixer.pair(byte, 0);
  }
  return mixer;
}

const view = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.bigInt64Array(),
  fc.bigUint64Array(),
);

it('a typed array is mixed in by its bytes, or by its doubles, whichever way is fast', () => {
  fc.assert(
    fc.property(view, (array) => {
      const mixer = new Mixer();
      mixPayload(mixer, array);
      const { high, low } = byDefinition(array);
      expect({ high: mixer.high, low: mixer.low }).toEqual({ high, low });
    }),
    { numRuns: 500 },
  );
});
