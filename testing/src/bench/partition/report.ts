import { entryAt } from '@disco-engine/kernel';
import type { MetisResult } from './metis.js';

/** One graph with one number of parts. */
export interface Comparison {
  readonly graph: string;
  readonly nodes: number;
  readonly edges: number;
  readonly parts: number;
  readonly ours: MetisResult;
  readonly metis: MetisResult;
  /** Our cut relative to that of METIS. */
  readonly ratio: number;
}

/** Our cut should be at most this many times that of METIS. */
export const WORST_RATIO = 1.15;

const COLUMNS = [
  ['graph', -16],
  ['parts', 5],
  ['cut', 9],
  ['METIS', 9],
  ['ratio', 6],
  ['imbalance', 10],
  ['METIS', 7],
  ['seconds', 8],
  ['METIS', 7],
] as const;

/** The column names for `tableLine`. */
export const TABLE_HEADING = columns(COLUMNS.map(([name]) => name));

/** One line of the table. */
export function tableLine({ graph, parts, ours, metis, ratio }: Comparison): string {
  return columns([
    graph,
    String(parts),
    String(ours.cut),
    String(metis.cut),
    ratio.toFixed(3),
    percent(ours.imbalance),
    percent(metis.imbalance),
    ours.seconds.toFixed(3),
    metis.seconds.toFixed(3),
  ]);
}

/** The conclusion from the table. */
export function verdict(comparisons: readonly Comparison[]): string {
  const worst = Math.max(...comparisons.map(({ ratio }) => ratio));
  return `worst ratio ${worst.toFixed(3)}: ${worst <= WORST_RATIO ? 'at most' : 'MISSED, above'} ${WORST_RATIO}`;
}

function columns(cells: readonly string[]): string {
  return cells
    .map((cell, column) =>
      entryAt(COLUMNS, column)[1] < 0
        ? cell.padEnd(-entryAt(COLUMNS, column)[1])
        : cell.padStart(entryAt(COLUMNS, column)[1]),
    )
    .join(' ');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
