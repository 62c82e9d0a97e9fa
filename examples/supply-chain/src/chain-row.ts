import type { Column, Columns } from './chain-columns.js';
import type { Demand, Requirement, Stage } from './chain.js';
import type { ProblemList } from './problem-list.js';
import { shown } from './shown.js';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const CONTROL = /\p{Cc}/u;

/** Parses one row of a chain file into a stage. Reports every problem within the row. */
export class ChainRow {
  constructor(
    private readonly cells: readonly string[],
    private readonly columns: Columns,
    private readonly file: string,
    private readonly line: number,
    private readonly problems: ProblemList,
  ) {}

  /** The stage, or null if the row has no usable id. Do not use it if a problem was reported. */
  stage(): Stage | null {
    const id = this.#cell('stage_id');
    if (id === '') {
      this.#problem('STAGE_ID_MISSING', 'the row has no `stage_id`');
      return null;
    }
    if (CONTROL.test(id)) {
      this.#problem('STAGE_ID_INVALID', `\`stage_id\` ${shown(id)} contains control characters; is this a text file?`);
      return null;
    }
    return {
      id,
      leadTime: this.#needed('lead_time', 0),
      serviceTime: this.#optional('max_s_time', 0),
      costRate: this.#needed('cost_rate', 0),
      demand: this.#demand(),
      z: this.#optional('ext_demand_thres'),
      upstream: this.#upstream(id),
      line: this.line,
    };
  }

  #demand(): Demand | null {
    const mean = this.#optional('ext_demand_mean', 0);
    const deviation = this.#optional('ext_demand_std', 0);
    if (mean === null && deviation === null) return null;
    if (mean === null || deviation === null) {
      const [given, empty] = mean === null ? ['std', 'mean'] : ['mean', 'std'];
      this.#problem(
        'DEMAND_INCOMPLETE',
        `\`ext_demand_${given}\` is given and \`ext_demand_${empty}\` is empty; give both or neither`,
      );
      return null;
    }
    return { mean, deviation };
  }

  #upstream(id: string): Requirement[] {
    const arcs = new Map<string, Requirement>();
    for (let i = this.columns.up_stages; i < this.cells.length; i += 2) {
      const stage = (this.cells[i] ?? '').trim();
      const units = (this.cells[i + 1] ?? '').trim();
      if (stage === '' && units === '') continue;
      if (stage === '') {
        this.#problem(
          'UPSTREAM_MISSING',
          `${shown(units)} units are given, but the upstream stage before them is empty`,
        );
      } else if (stage === id) {
        this.#problem('UPSTREAM_SELF', `stage ${shown(id)} needs itself`);
      } else if (arcs.has(stage)) {
        this.#problem('UPSTREAM_REPEATED', `upstream stage ${shown(stage)} occurs twice in the row; combine its units`);
      } else {
        arcs.set(stage, { stage, units: this.#units(stage, units) });
      }
    }
    return [...arcs.values()];
  }

  #units(stage: string, text: string): number {
    if (text === '') {
      this.#problem(
        'UNITS_MISSING',
        `upstream stage ${shown(stage)} has no units; add how many of them one unit needs`,
      );
      return 0;
    }
    const what = `units of ${shown(stage)}`;
    const units = this.#number(text, what);
    if (units <= 0) this.#problem('NUMBER_OUT_OF_RANGE', `${what} are ${text}; they must be above 0`);
    return units;
  }

  #needed(column: Column, least: number): number {
    const value = this.#optional(column, least);
    if (value === null) this.#problem('NUMBER_MISSING', `\`${column}\` is empty`);
    return value ?? 0;
  }

  #optional(column: Column, least = -Infinity): number | null {
    const text = this.#cell(column);
    if (text === '') return null;
    const value = this.#number(text, `\`${column}\``);
    if (value < least)
      this.#problem('NUMBER_OUT_OF_RANGE', `\`${column}\` is ${text}; it must not be less than ${least}`);
    return value;
  }

  /** NaN, which the range checks do not report again, if the text is not a finite decimal number. */
  #number(text: string, what: string): number {
    const value = DECIMAL.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value)) return value;
    this.#problem('NUMBER_INVALID', `${what}: ${shown(text)} is not a finite decimal number`);
    return NaN;
  }

  #cell(column: Column): string {
    return (this.cells[this.columns[column]] ?? '').trim();
  }

  #problem(code: string, message: string): void {
    this.problems.add(code, message, { file: this.file, line: this.line });
  }
}
