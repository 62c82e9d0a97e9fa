import { type RandomStream, RandomStreams } from '@disco-engine/kernel';
import { math } from '@disco-engine/sdk';
import { bitsOf } from './bits-of.js';
import type { EngineCase } from './engine-case.js';

/** The kind of arguments that a function is tested with. */
type Kind = 'any' | 'positive' | 'shape' | 'probability';

const functions = { ...math };

/** Each function of `math`, with the kinds of its arguments; the compiler rejects a missing one. */
const FUNCTIONS: Readonly<Record<keyof typeof functions, readonly Kind[]>> = {
  acos: ['any'],
  acosh: ['any'],
  asin: ['any'],
  asinh: ['any'],
  atan: ['any'],
  atan2: ['any', 'any'],
  atanh: ['any'],
  betaP: ['shape', 'shape', 'probability'],
  betaPInverse: ['shape', 'shape', 'probability'],
  betaQ: ['shape', 'shape', 'probability'],
  betaQInverse: ['shape', 'shape', 'probability'],
  cbrt: ['any'],
  cos: ['any'],
  cosh: ['any'],
  erf: ['any'],
  erfc: ['any'],
  erfcInverse: ['probability'],
  exp: ['any'],
  expm1: ['any'],
  gamma: ['any'],
  gammaP: ['shape', 'positive'],
  gammaPInverse: ['shape', 'probability'],
  gammaQ: ['shape', 'positive'],
  gammaQInverse: ['shape', 'probability'],
  hypot: ['any', 'any'],
  ln: ['any'],
  log10: ['any'],
  log1p: ['any'],
  log2: ['any'],
  logGamma: ['any'],
  normalP: ['any'],
  normalPInverse: ['probability'],
  pow: ['any', 'any'],
  sin: ['any'],
  sinh: ['any'],
  studentP: ['shape', 'any'],
  studentPInverse: ['shape', 'probability'],
  tan: ['any'],
  tanh: ['any'],
};

/** Points per function; functions that iterate get fewer. */
const [POINTS, POINTS_OF_SPECIAL] = [3000, 1000];

/** Factors for a number between -1 and 1. */
const SCALES = [1e-300, 1e-9, 0.01, 1, 1, 1, 10, 30, 700, 1e5, 1e18, 1e300];
const EDGES = [0, -0, 1, -1, 0.5, 2, 2 ** -1074, 2 ** -1022, Number.MAX_VALUE, Infinity, -Infinity, NaN];

export function cases(): readonly EngineCase[] {
  return (Object.keys(FUNCTIONS) as (keyof typeof functions)[]).map((name) => ({
    name,
    run: () => ({ digest: bitsOf(values(name)) }),
  }));
}

function* values(name: keyof typeof functions): Generator<number> {
  const kinds = FUNCTIONS[name];
  const called = functions[name] as (...args: readonly number[]) => number;
  const random = new RandomStreams({ masterSeed: 12, replication: 0 }).open('engines', name);
  // Functions of several arguments have edges of their own, so all arguments but one are ordinary here.
  for (const [at, kind] of kinds.entries())
    if (kind === 'any')
      for (const edge of EDGES) yield called(...kinds.map((other, i) => (i === at ? edge : drawn(other, random))));
  for (let left = kinds.every((kind) => kind === 'any') ? POINTS : POINTS_OF_SPECIAL; left > 0; left--)
    yield called(...kinds.map((kind) => drawn(kind, random)));
}

function drawn(kind: Kind, random: RandomStream): number {
  const uniform = random.uniform();
  switch (kind) {
    case 'any':
      return (2 * uniform - 1) * scale(SCALES, random);
    case 'positive':
      return uniform * scale([0.01, 1, 10, 1000], random);
    case 'shape':
      return uniform * scale([0.1, 1, 10, 1000], random);
    case 'probability':
      return uniform * scale([1, 1, 1e-3, 1e-12], random);
  }
}

function scale(scales: readonly number[], random: RandomStream): number {
  return scales[random.below(scales.length)] ?? NaN;
}
