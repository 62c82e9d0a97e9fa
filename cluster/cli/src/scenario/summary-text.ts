import { printable } from '@disco-engine/kernel';
import type { ScenarioSummary } from './summary.js';

/** Keys of a cycle that are printed at most. */
const LONGEST_CYCLE = 10;

/** A summary for people. */
export function summaryText({ id, version, vertices, layers, labels, problems }: ScenarioSummary): string {
  const total = vertices.reduce((sum, type) => sum + type.vertices, 0);
  const lines = [`${printable(id)}, version ${version}: ${count(total)} vertices`, '', 'node types'];
  for (const { type, vertices: own, columns } of vertices)
    lines.push(`  ${printable(type)}: ${count(own)} vertices${columnsText(columns)}`);
  lines.push('', 'layers');
  for (const { name, edges, depth, cycle, columns } of layers) {
    const shape = depth === null ? `a cycle: ${cycleText(cycle)}` : `depth ${depth}`;
    lines.push(`  ${printable(name)}: ${count(edges)} edges, ${shape}${columnsText(columns)}`);
  }
  if (layers.length === 0) lines.push('  none');
  lines.push('', 'labels');
  for (const { type, values } of labels) lines.push(`  ${printable(type)}: ${count(values)} values`);
  if (labels.length === 0) lines.push('  none');
  if (problems.length > 0) lines.push('', 'problems', ...problems.map((problem) => `  ${printable(problem)}`));
  return `${lines.join('\n')}\n`;
}

function columnsText(columns: Readonly<Record<string, string>>): string {
  const names = Object.entries(columns).map(([name, type]) => `${printable(name)} (${type})`);
  return names.length === 0 ? '' : `; ${names.join(', ')}`;
}

function cycleText(cycle: readonly string[]): string {
  const left = cycle.length - LONGEST_CYCLE;
  const middle = left > 0 ? [`(${left} more)`] : [];
  return [...cycle.slice(0, LONGEST_CYCLE), ...middle, ...cycle.slice(0, 1)].map(printable).join(' → ');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
