import { entryAt, shownText, type Problem } from '@disco-engine/kernel';
import { VERTICES } from './read-vertices.js';
import { findRows, rowProblem, type FoundRow } from './row-problem.js';
import type { StagedLayer } from './stage-tables.js';
import type { Staging } from './staging.js';

/** Maximum number of rows reported; any others are only counted. */
const MOST_TOLD = 50;

/** Reports the invalid rows of a table of edges. */
export class EdgeProblems {
  #any = false;

  constructor(
    private readonly layer: StagedLayer,
    /** SQL for the keys of both ends. */
    private readonly ends: readonly [from: string, to: string],
    private readonly staging: Staging,
  ) {}

  get any(): boolean {
    return this.#any;
  }

  /** @param rows rows with an end that is not a vertex; unless `complete`, only those with an empty end are certain to be invalid */
  async unknownEnds(rows: readonly number[], complete: boolean): Promise<void> {
    if (rows.length === 0) return;
    const empty = this.ends.map((end) => `${end} IS NULL`).join(' OR ');
    const { name } = this.layer.plan;
    const emptyCount = await this.#tell(
      empty,
      undefined,
      'KEY_EMPTY',
      () => `an edge of layer '${name}' has an end without a key`,
    );
    if (!complete) return;
    const unknown = this.ends.map((end) => `NOT EXISTS (FROM ${VERTICES} WHERE k = ${end})`);
    const condition = `${among(rows)} AND NOT (${empty})`;
    await this.#tell(
      condition,
      rows.length - emptyCount,
      'VERTEX_UNKNOWN',
      ({ texts }) => {
        const [from, to] = [entryAt(texts, 0), entryAt(texts, 1)];
        const [, , noFrom, noTo] = texts;
        const keys = [noFrom === 'true' ? [from] : [], noTo === 'true' ? [to] : []].flat();
        const edge = `edge ${shownText(from)} → ${shownText(to)} of layer '${name}'`;
        return `${edge} refers to ${keys.map(shownText).join(' and ')}, but there is no vertex with that key`;
      },
      unknown,
    );
  }

  /** @param rows rows with edges from a vertex to itself */
  async selfLoops(rows: readonly number[]): Promise<void> {
    await this.#tell(among(rows), rows.length, 'EDGE_SELF_LOOP', ({ texts }) => {
      const { name } = this.layer.plan;
      return `layer '${name}' has an edge from ${shownText(entryAt(texts, 0))} to itself; declare a self relation on the node type instead`;
    });
  }

  /** @param rows rows that repeat the edge of an earlier row */
  async twice(rows: readonly number[]): Promise<void> {
    await this.#tell(among(rows), rows.length, 'EDGE_REPEATED', ({ texts }) => {
      const edge = `${shownText(entryAt(texts, 0))} → ${shownText(entryAt(texts, 1))}`;
      return `layer '${this.layer.plan.name}' has edge ${edge} twice; add their weights`;
    });
  }

  /** @param count number of rows that meet the condition; counted if undefined */
  async #tell(
    condition: string,
    count: number | undefined,
    code: string,
    message: (row: FoundRow) => string,
    more: readonly string[] = [],
  ): Promise<number> {
    if (count === 0) return 0;
    const { table } = this.layer;
    const { database, report } = this.staging;
    const found = await findRows(database, table, condition, [...this.ends, ...more]);
    const problems = found.rows.map((row): Problem => rowProblem(table, row, code, message(row)));
    report.addAll({ count: count ?? found.count, problems });
    if (found.count > 0) this.#any = true;
    return found.count;
  }
}

/** A condition for the first of the rows, because no more are reported. */
function among(rows: readonly number[]): string {
  const told = [...rows].sort((a, b) => a - b).slice(0, MOST_TOLD);
  return `"row" IN (${told.join(', ')})`;
}
