/** Pearson's correlation of paired values. */
export function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [meanOne, meanOther] = [meanOf(one), meanOf(other)];
  let [both, squaresOne, squaresOther] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [(one[i] ?? NaN) - meanOne, (other[i] ?? NaN) - meanOther];
    both += x * y;
    squaresOne += x * x;
    squaresOther += y * y;
  }
  return both / Math.sqrt(squaresOne * squaresOther);
}

/** Spearman's rank correlation; equal values share the mean of their ranks. */
export function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return correlation(ranks(one), ranks(other));
}

function ranks(values: ArrayLike<number>): Float64Array {
  const value = (place: number): number => values[place] ?? NaN;
  const order = Uint32Array.from({ length: values.length }, (_, place) => place).sort((a, b) => value(a) - value(b));
  const result = new Float64Array(values.length);
  for (let first = 0, next: number; first < order.length; first = next) {
    for (next = first + 1; next < order.length && value(order[next] ?? NaN) === value(order[first] ?? NaN);) next++;
    for (let rank = first; rank < next; rank++) result[order[rank] ?? NaN] = (first + next - 1) / 2;
  }
  return result;
}

/** Relative to the first value, so that large values keep their digits. */
function meanOf(values: ArrayLike<number>): number {
  const origin = values[0] ?? NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? NaN) - origin;
  return origin + sum / values.length;
}
