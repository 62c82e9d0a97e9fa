import { printable } from '@disco-engine/kernel';
import { counted } from '../terminal/counted.js';
import { styled, type Line } from '../terminal/styled.js';
import type { ScenarioSummary } from './summary.js';

/** Most keys of a cycle that are printed. */
const LONGEST_CYCLE = 10;

/** The summary for people. */
export function summaryLines({ id, version, vertices, layers, labels, problems }: ScenarioSummary): Line[] {
  const total = vertices.reduce((sum, type) => sum + type.vertices, 0);
  const vertexCount = (count: number): string => counted(count, 'vertex', 'vertices');
  const lines: Line[] = [
    [styled('heading', printable(id)), `, version ${version}: ${vertexCount(total)}`],
    '',
    [styled('heading', 'node types')],
  ];
  for (const { type, vertices: own, columns } of vertices)
    lines.push(`  ${printable(type)}: ${vertexCount(own)}${columnsText(columns)}`);
  lines.push('', [styled('heading', 'layers')]);
  for (const { name, edges, depth, cycle, columns } of layers) {
    const shape = depth === null ? `a cycle: ${cycleText(cycle)}` : `depth ${depth}`;
    lines.push(`  ${printable(name)}: ${counted(edges, 'edge')}, ${shape}${columnsText(columns)}`);
  }
  if (layers.length === 0) lines.push('  none');
  lines.push('', [styled('heading', 'labels')]);
  for (const { type, values } of labels) lines.push(`  ${printable(type)}: ${counted(values, 'value')}`);
  if (labels.length === 0) lines.push('  none');
  if (problems.length > 0)
    lines.push('', [styled('bad', 'problems')], ...problems.map((problem) => `  ${printable(problem)}`));
  return lines;
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
