/** Classes of colours, which the style of the page defines as `--heat-0` and so on. */
export const CLASSES = 7;
/** Where the greatest value is so many times the middle one, steps of one size would put nearly all values into one class. */
const SKEWED = 30;

/** Classes of equal width, or of equal ratio where values are spread over magnitudes. */
export interface ColourScale {
  /** Ascending; one more than there are classes. Empty without a value. */
  readonly edges: readonly number[];
  classOf(value: number): number;
}

/** The scale from the least to the greatest of some values. */
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

/** The first class reaches from the least value to the first step, however small the value is. */
function ratioEdges(sorted: readonly number[]): number[] {
  const high = sorted[sorted.length - 1] ?? NaN;
  const least = sorted.find((value) => value > 0) ?? high;
  const ratio = Math.min(10, Math.max(2, (high / least) ** (1 / CLASSES)));
  return Array.from({ length: CLASSES + 1 }, (_, edge) =>
    edge === 0 ? (sorted[0] ?? NaN) : high / ratio ** (CLASSES - edge),
  );
}
