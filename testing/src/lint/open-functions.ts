/**
 * The functions of `Math` that ECMAScript leaves to each engine ("implementation-approximated"), with their namesakes in `math` of
 * `@disco-engine/sdk`, whose bits are the same everywhere. Their last bit differs between versions of Node, browsers and processors.
 */
export const openFunctions: ReadonlyMap<string, string> = new Map([
  ['acos', 'acos'],
  ['acosh', 'acosh'],
  ['asin', 'asin'],
  ['asinh', 'asinh'],
  ['atan', 'atan'],
  ['atan2', 'atan2'],
  ['atanh', 'atanh'],
  ['cbrt', 'cbrt'],
  ['cos', 'cos'],
  ['cosh', 'cosh'],
  ['exp', 'exp'],
  ['expm1', 'expm1'],
  ['hypot', 'hypot'],
  ['log', 'ln'],
  ['log10', 'log10'],
  ['log1p', 'log1p'],
  ['log2', 'log2'],
  ['pow', 'pow'],
  ['sin', 'sin'],
  ['sinh', 'sinh'],
  ['tan', 'tan'],
  ['tanh', 'tanh'],
]);

/** What ECMAScript defines bit by bit, and `random`, which is a matter of other rules: its value is new on each call anyway. */
export const exactMembers: ReadonlySet<string> = new Set(
  (
    'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 ' +
    'abs ceil clz32 f16round floor fround imul max min round sign sqrt sumPrecise trunc random'
  ).split(' '),
);
