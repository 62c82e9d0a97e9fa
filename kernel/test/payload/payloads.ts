import fc from 'fast-check';

/** Any valid payload. */
export function payloads(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => {
    const inner = tie('value');
    return {
      value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.oneof(
          fc.constant(null),
          fc.boolean(),
          fc.double(),
          fc.integer(),
          fc.bigInt(),
          fc.string({ unit: 'binary' }),
          fc.date({ noInvalidDate: false }),
          fc.float64Array(),
          fc.uint8Array(),
          fc.bigInt64Array(),
        ),
        fc.array(inner),
        fc.dictionary(fc.string(), inner),
        fc.array(fc.tuple(inner, inner)).map((entries) => new Map(entries)),
        fc.array(inner).map((items) => new Set(items)),
      ),
    };
  });
  return value;
}
