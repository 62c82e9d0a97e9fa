import { adjacencyOf, type Adjacency } from '@disco-engine/kernel';
import { intsOf } from './batch-values.js';
import { textConversion } from './conversion.js';
import { EdgeProblems } from './edge-problems.js';
import { VERTICES } from './read-vertices.js';
import type { StagedLayer } from './stage-tables.js';
import type { Staging } from './staging.js';

/** The edges of one table. */
export interface ReadLayer {
  /** Undefined if any edge is invalid. */
  readonly edges: Pick<Adjacency, 'starts' | 'targets'> | undefined;
  /** The edge of each row of the table. */
  readonly places: Int32Array;
}

/**
 * Reads the ends of the edges of a table, and reports invalid edges.
 *
 * @param complete whether all vertices are known, so that an unknown key is an error
 */
export async function readLayer(
  layer: StagedLayer,
  vertexCount: number,
  complete: boolean,
  staging: Staging,
): Promise<ReadLayer> {
  const { table, roles, plan } = layer;
  const tail = textConversion(roles.tail, false).value;
  const head = textConversion(roles.head, false).value;
  const ends: readonly [string, string] = plan.options.reverse === true ? [head, tail] : [tail, head];
  const sources = new Int32Array(table.rows);
  const targets = new Int32Array(table.rows);
  await staging.database.each(
    `SELECT e.r, source.o, target.o
     FROM (SELECT "row"::INTEGER AS r, ${ends[0]} AS f, ${ends[1]} AS t FROM ${table.relation}) AS e
     LEFT JOIN ${VERTICES} AS source ON source.k = e.f LEFT JOIN ${VERTICES} AS target ON target.k = e.t`,
    ([ofRow, ofSource, ofTarget]) => {
      const [rows, source, target] = [intsOf(ofRow), intsOf(ofSource), intsOf(ofTarget)];
      rows.forEach((row, at) => {
        sources[row] = source[at] ?? NaN;
        targets[row] = target[at] ?? NaN;
      });
    },
  );
  const problems = new EdgeProblems(layer, ends, staging);
  const unknown = rowsWhere(table.rows, (row) => (sources[row] ?? NaN) < 0 || (targets[row] ?? NaN) < 0);
  const loops = rowsWhere(table.rows, (row) => (sources[row] ?? NaN) >= 0 && sources[row] === targets[row]);
  await problems.unknownEnds(unknown, complete);
  await problems.selfLoops(loops);
  const whole = unknown.length + loops.length === 0;
  const known = rowsWhere(whole ? 0 : table.rows, (row) => (sources[row] ?? NaN) >= 0 && (targets[row] ?? NaN) >= 0);
  const from = whole ? sources : Int32Array.from(known, (row) => sources[row] ?? NaN);
  const to = whole ? targets : Int32Array.from(known, (row) => targets[row] ?? NaN);
  const { adjacency, edges } = adjacencyOf(vertexCount, from, to, new Float64Array(from.length));
  const repeated = rowsWhere(edges.length, (edge) => {
    const before = edges[edge - 1] ?? NaN;
    const row = edges[edge] ?? NaN;
    return edge > 0 && from[before] === from[row] && to[before] === to[row];
  });
  const repeatedRows = repeated.map((edge) => edges[edge] ?? NaN);
  await problems.twice(whole ? repeatedRows : repeatedRows.map((row) => known[row] ?? NaN));
  const places = new Int32Array(table.rows);
  if (whole) edges.forEach((row, edge) => (places[row] = edge));
  const { starts, targets: heads } = adjacency;
  return { edges: whole && repeated.length === 0 ? { starts, targets: heads } : undefined, places };
}

function rowsWhere(rows: number, fits: (row: number) => boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) if (fits(row)) found.push(row);
  return found;
}
