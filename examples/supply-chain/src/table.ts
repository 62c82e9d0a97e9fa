import { textTable, type TextColumn } from './text-table.js';

/** The measurements of one stage. */
export interface StageReport {
  readonly id: string;
  /** Counts from the market, from 1; see `StagePlan.echelon`. */
  readonly echelon: number;
  /** Units that customers, external or other stages, ordered. */
  readonly demanded: number;
  /** Units of those that were shipped in time. */
  readonly onTime: number;
  /** Time average of finished units in stock. */
  readonly averageStock: number;
  /** Time average of units owed. */
  readonly averageBacklog: number;
  /** Cost of one finished unit. */
  readonly unitValue: number;
}

const FIGURES: readonly TextColumn[] = [
  { title: 'fill rate (%)', align: 'right' },
  { title: 'avg stock (units)', align: 'right' },
  { title: 'avg backlog (units)', align: 'right' },
  { title: 'stock value (cost)', align: 'right' },
];

/**
 * The share of ordered units that were shipped in time, over all given stages.
 *
 * @returns from 0 to 1, or null if nothing was ordered
 */
export function fillRate(reports: readonly StageReport[]): number | null {
  const demanded = sum(reports, (report) => report.demanded);
  return demanded > 0 ? sum(reports, (report) => report.onTime) / demanded : null;
}

/** The table of echelons, from the market to the raw materials, with a last line for the whole chain. */
export function echelonTable(reports: readonly StageReport[]): string {
  const echelons = [...new Set(reports.map((report) => report.echelon))].sort((a, b) => a - b);
  const rows = echelons.map((echelon) => {
    const members = reports.filter((report) => report.echelon === echelon);
    return [String(echelon), whole(members.length), ...figures(members)];
  });
  rows.push(['all', whole(reports.length), ...figures(reports)]);
  return textTable([{ title: 'echelon', align: 'left' }, { title: 'stages', align: 'right' }, ...FIGURES], rows);
}

/**
 * The table of the stages with the lowest fill rate; among equals, the one that owes the greater value comes first. Stages
 * without demand are left out.
 *
 * @param count maximum number of stages
 */
export function worstStagesTable(reports: readonly StageReport[], count: number): string {
  const worst = reports
    .filter((report) => report.demanded > 0)
    .sort((a, b) => a.onTime / a.demanded - b.onTime / b.demanded || owed(b) - owed(a) || (a.id < b.id ? -1 : 1))
    .slice(0, count);
  const rows = worst.map((report) => [report.id, String(report.echelon), ...figures([report])]);
  return textTable([{ title: 'stage', align: 'left' }, { title: 'echelon', align: 'right' }, ...FIGURES], rows);
}

function figures(reports: readonly StageReport[]): string[] {
  const rate = fillRate(reports);
  return [
    rate === null ? '–' : percent.format(rate * 100),
    tenths.format(sum(reports, (report) => report.averageStock)),
    tenths.format(sum(reports, (report) => report.averageBacklog)),
    whole(sum(reports, (report) => report.averageStock * report.unitValue)),
  ];
}

// The locale is fixed: a report must not depend on the machine that prints it.
const percent = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const units = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

function whole(value: number): string {
  return units.format(value);
}

function owed(report: StageReport): number {
  return report.averageBacklog * report.unitValue;
}

function sum(reports: readonly StageReport[], value: (report: StageReport) => number): number {
  return reports.reduce((total, report) => total + value(report), 0);
}
