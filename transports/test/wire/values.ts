import fc from 'fast-check';

/** Any valid payload, with a good share of values that formats tend to change. */
export function payloads(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => {
    const inner = tie('value');
    return {
      value: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.oneof(scalars(), typedArrays()),
        fc.array(inner, { maxLength: 4 }),
        fc.dictionary(texts(), inner, { maxKeys: 4, noNullPrototype: false }),
        fc.array(fc.tuple(inner, inner), { maxLength: 3 }).map((entries) => new Map(entries)),
        fc.array(inner, { maxLength: 3 }).map((items) => new Set(items)),
      ),
    };
  });
  return value;
}

/** Payloads such as JSON has them. */
export function plainPayloads(): fc.Arbitrary<unknown> {
  const scalar = fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.integer(), fc.maxSafeInteger(), fc.string());
  return fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string(), fc.oneof(scalar, fc.array(scalar))));
}

function scalars(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom(null, true, false, 0, -0, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32, -(2 ** 31), 2 ** 53, 5e-324),
    fc.double(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.bigInt(),
    fc.bigInt({ min: -(2n ** 3000n), max: 2n ** 3000n }),
    texts(),
    fc.date({ noInvalidDate: false }),
  );
}

function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    fc.constantFrom(
      '',
      '__proto__',
      'constructor',
      'toJSON',
      'hasOwnProperty',
      'then',
      '0',
      '\ud800',
      '\ufeff',
      '10',
      '9',
    ),
    fc.nat(300).map((length) => `\ufeff${'é'.repeat(length)}`),
    fc.nat(70_000).map((length) => 'x'.repeat(length)),
  );
}

function typedArrays(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.int8Array(),
    fc.uint8Array(),
    fc.uint8ClampedArray(),
    fc.int16Array(),
    fc.uint16Array(),
    fc.int32Array(),
    fc.uint32Array(),
    fc.float32Array(),
    fc.float64Array(),
    fc.bigInt64Array(),
    fc.bigUint64Array(),
    fc.float64Array({ minLength: 3 }).map((array) => array.subarray(1, -1)),
  );
}

/** A value as a comparable tree of lists: the order of keys always counts. */
export function described(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return ['List', ...value.map(described)];
  if (value instanceof Map) return ['Map', ...Array.from(value, ([key, item]) => [described(key), described(item)])];
  if (value instanceof Set) return ['Set', ...Array.from(value, described)];
  if (value instanceof Date) return ['Date', value.getTime()];
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return [value.constructor.name, Buffer.from(bytes).toString('hex')];
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return ['no payload', String(value)];
  return ['Record', ...Object.entries(value).map(([key, item]) => [key, described(item)])];
}
