import type { RandomStream } from '@disco-engine/kernel';

/** Shuffles numbers; all orders are equally likely (R. Durstenfeld, "Algorithm 235", CACM 7(7), 1964). */
export function shuffle(numbers: Int32Array, random: RandomStream): void {
  for (let last = numbers.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const number = numbers[last] ?? NaN;
    numbers[last] = numbers[other] ?? NaN;
    numbers[other] = number;
  }
}
