/** Number of colour classes; the page's style defines their colours as `--heat-0` and so on. */
export const CLASSES = 7;
/** If the greatest value exceeds this many times the median, steps of equal width would put nearly all values into one class. */
const SKEWED = 30;

/** Classes of equal width, or of equal ratio if the values span orders of magnitude. */
export interface ColourScale {
  /** Ascending; one more than there are classes. Empty if there are no values. */
  readonly edges: readonly number[];
  classOf(value: number): number;
}

/** A scale from the least to the greatest value. */
export function colourScale(values: readonly number[]): ColourScale {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  if (Number.isNaN(low)) return { edges: [], classOf: () => 0 };
  if (low === high) return { edges: [low, high], classOf: () => 0 };
  const edges = isSkewed(sorted) ? ratioEdges(sorted) : equalEdges(low, high);
  return {
    edges,
    classOf: (value) => {
      const above = edges.findIndex((edge) => edge > value);
      return above < 0 ? CLASSES - 1 : Math.max(0, above - 1);
    },
  };
}

function isSkewed(sorted: readonly number[]): boolean {
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const high = sorted[sorted.length - 1] ?? NaN;
  return (sorted[0] ?? NaN) >= 0 && high > SKEWED * middle;
}

function equalEdges(low: number, high: number): number[] {
  return Array.from({ length: CLASSES + 1 }, (_, edge) =>
    edge === CLASSES ? high : low + ((high - low) * edge) / CLASSES,
  );
}

/** The first class extends down to the least value, however small. */
function ratioEdges(sorted: readonly number[]): number[] {
  const high = sorted[sorted.length - 1] ?? NaN;
  const least = sorted.find((value) => value > 0) ?? high;
  const ratio = Math.min(10, Math.max(2, (high / least) ** (1 / CLASSES)));
  return Array.from({ length: CLASSES + 1 }, (_, edge) =>
    edge === 0 ? (sorted[0] ?? NaN) : high / ratio ** (CLASSES - edge),
  );
}
