import { caseParameters, caseParameterText, type ExperimentCase } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import type { TableColumn } from './data-table.js';

/** The columns of a table that identify a row's case: its number and the parameters in which cases differ. */
export class CaseCells {
  readonly columns: readonly TableColumn[];
  readonly #differing: readonly string[];

  constructor(private readonly cases: readonly ExperimentCase[]) {
    this.#differing = caseParameters(cases).differing;
    const isNumber = (name: string): boolean =>
      cases.every(({ parameters }) => !Object.hasOwn(parameters, name) || typeof parameters[name] === 'number');
    const columns = this.#differing.map((title) => ({ title, isNumber: isNumber(title) }));
    this.columns = cases.length === 1 ? [] : [{ title: 'Case', isNumber: true }, ...columns];
  }

  /** Empty if there is only one case. */
  of(number: number): string[] {
    if (this.cases.length === 1) return [];
    const { parameters } = entryAt(this.cases, number);
    return [String(number), ...this.#differing.map((name) => caseParameterText(parameters, name))];
  }
}
