// Each function gives the same bits on every JavaScript engine and processor: it is made of + - × ÷, √ and integer operations
// alone, which the standards of JavaScript and of floating-point numbers leave no choice in.
export {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  cos,
  cosh,
  exp,
  expm1,
  hypot,
  ln,
  log10,
  log1p,
  log2,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from './elementary.js';
export { normalP, normalPInverse } from './normal.js';
export {
  betaP,
  betaPInverse,
  betaQ,
  betaQInverse,
  erf,
  erfc,
  erfcInverse,
  gamma,
  gammaP,
  gammaPInverse,
  gammaQ,
  gammaQInverse,
  logGamma,
} from './special.js';
export { studentP, studentPInverse } from './student.js';
