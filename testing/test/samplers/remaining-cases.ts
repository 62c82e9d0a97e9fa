/** The entries of `SAMPLER_CASES` that order things: the things, as digits. */
export const ORDERED_THINGS: ReadonlyMap<string, readonly number[]> = new Map([
  ['shuffle', [1, 2, 3, 4, 5, 6, 7]],
  ['permutation', [0, 1, 2, 3, 4]],
]);

/** The entries that are gaps between arrivals: the integral of their rate from 0 to an epoch. */
export const EXPOSURES: ReadonlyMap<string, (epoch: number) => number> = new Map([
  ['arrivals, constant', (epoch: number) => constant(epoch)],
  ['arrivals, linear', (epoch: number) => linear(epoch, Infinity)],
  ['arrivals, constant by the day', (epoch: number) => byTheDay(epoch, constant)],
  ['arrivals, linear by the day', (epoch: number) => byTheDay(epoch, (hour) => linear(hour, 24))],
]);

/** How much of the time from `from` to `to` has passed at an epoch. */
const passed = (epoch: number, from: number, to = Infinity): number => Math.min(Math.max(epoch - from, 0), to - from);

/** Nobody until 9, 2 per hour until 12, 5 until 18, and one every two hours from then on. */
function constant(epoch: number): number {
  return 2 * passed(epoch, 9, 12) + 5 * passed(epoch, 12, 18) + 0.5 * passed(epoch, 18);
}

/**
 * The rate rises linearly from 0 to 2 at 9 and 5 at 12, falls to 0.5 at 18, and then to 0 at the end of the day, if
 * there is one.
 */
function linear(epoch: number, end: number): number {
  const over = (from: number, to: number, first: number, last: number): number => {
    const time = passed(epoch, from, to);
    return first * time + (((last - first) / (to - from)) * time ** 2) / 2;
  };
  return (
    over(0, 9, 0, 2) +
    over(9, 12, 2, 5) +
    over(12, 18, 5, 0.5) +
    (end < Infinity ? over(18, end, 0.5, 0) : 0.5 * passed(epoch, 18))
  );
}

function byTheDay(epoch: number, exposure: (hour: number) => number): number {
  return Math.floor(epoch / 24) * exposure(24) + exposure(epoch % 24);
}
