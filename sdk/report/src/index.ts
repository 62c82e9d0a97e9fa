export type { ReportGoal } from './figures/goal.js';
export { writeReport, type ReportOptions, type ReportSummary } from './write-report.js';
