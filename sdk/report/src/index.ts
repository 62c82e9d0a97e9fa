export type { ReportGoal } from './figures/goal.js';
export { colourGraph, drawGraph, type GraphColours, type GraphDrawing } from './graph/live-graph.js';
export { writeReport, type ReportOptions, type ReportSummary } from './write-report.js';
