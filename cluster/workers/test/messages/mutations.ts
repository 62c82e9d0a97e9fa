/** Draws the same numbers in each run, so that failures are reproducible. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  of<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}

const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ cause: inner, name: '', message: '' }), 0);

/** Values that are not expected anywhere. */
const ODDITIES: readonly [unknown, ...unknown[]] = [
  null,
  undefined,
  NaN,
  -1,
  0.5,
  2 ** 53,
  '',
  'toString',
  '__proto__',
  true,
  10n ** 30n,
  [],
  {},
  [null],
  { toString: 1 },
  { valueOf: 1, toString: 1 },
  { length: -1 },
  JSON.parse('{"then": 1}'),
  JSON.parse('{"__proto__": {"command": "exit"}}'),
  new Map([[1, 2]]),
  new Date(NaN),
  new Uint8Array(3),
  new Error('an error'),
  deep,
];

/** A message with one or more faults. */
export function mutated(message: unknown, dice: Dice): unknown {
  const roll = dice.below(12);
  if (roll === 0 || typeof message !== 'object' || message === null) return dice.of(ODDITIES);
  const copy: Record<string, unknown> = { ...message };
  const [key = 'id', ...others] = Object.keys(copy);
  const chosen = dice.of([key, ...others]);
  if (roll === 1) delete copy[chosen];
  else if (roll === 2) copy[`${chosen}s`] = dice.of(ODDITIES);
  else copy[chosen] = mutated(copy[chosen], dice);
  return dice.below(4) === 0 ? mutated(copy, dice) : copy;
}

/** Messages that once crashed processes. */
export const FATAL_REQUESTS: readonly unknown[] = [
  { id: 1, command: { command: { toString: 1 } } },
  { id: { valueOf: 1, toString: 1 } },
  null,
  undefined,
  deep,
  { id: 1, command: deep },
];

export const FATAL_ANSWERS: readonly unknown[] = [
  null,
  undefined,
  { reply: 1, error: null },
  { reply: 1, error: deep },
  { reply: { toString: 1 }, value: 0 },
  { notice: 'transition' },
  { notice: 'progress', figures: null },
];
