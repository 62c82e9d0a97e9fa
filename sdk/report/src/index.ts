export { writeReport, type ReportOptions, type ReportSummary } from './write-report.js';
