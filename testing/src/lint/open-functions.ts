/**
 * The functions of `Math` that ECMAScript leaves to each engine ("implementation-approximated"), with their equivalents
 * in `math` of `@disco-engine/sdk`, which give the same bits everywhere. Their last bit differs between versions of
 * Node, browsers and processors.
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

/**
 * Members that ECMAScript defines exactly, and `random`, which other rules cover: its value is new on each call anyway.
 */
export const exactMembers: ReadonlySet<string> = new Set(
  (
    'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 ' +
    'abs ceil clz32 f16round floor fround imul max min round sign sqrt sumPrecise trunc random'
  ).split(' '),
);
