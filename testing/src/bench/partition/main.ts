import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { partitionGraph } from '@disco-engine/partitioner';
import { graphs, type BenchmarkGraph } from './graphs.js';
import { metisIsInstalled, runMetis, writeMetisFile } from './metis.js';
import { qualityOf } from './quality.js';
import { TABLE_HEADING, tableLine, verdict, WORST_RATIO, type Comparison } from './report.js';

const USAGE = `usage: npm run -s bench:partition -- [--json] [--large] [--only GRAPH]…
graphs: ${graphs.map(({ name }) => name).join(', ')}`;
const PARTS = [2, 8, 32];

interface Asked {
  /** Whether to print one JSON object per line instead of a table. */
  readonly json: boolean;
  readonly graphs: readonly BenchmarkGraph[];
}

async function main(args: readonly string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return 2;
  }
  if (!(await metisIsInstalled())) {
    process.stdout.write('skipped: gpmetis is not installed; on Debian: apt-get install metis\n');
    return 0;
  }
  const comparisons: Comparison[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'disco-bench-'));
  try {
    if (!asked.json) process.stdout.write(`${TABLE_HEADING}\n`);
    for (const graph of asked.graphs) {
      for await (const comparison of compare(graph, folder)) {
        comparisons.push(comparison);
        process.stdout.write(`${asked.json ? JSON.stringify(comparison) : tableLine(comparison)}\n`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (!asked.json) process.stdout.write(`${verdict(comparisons)}\n`);
  return comparisons.every(({ ratio }) => ratio <= WORST_RATIO) ? 0 : 1;
}

/** @throws Error that says what is wrong */
function readArguments(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, large: { type: 'boolean' }, only: { type: 'string', multiple: true } },
  });
  for (const name of values.only ?? [])
    if (!graphs.some((graph) => graph.name === name)) throw new Error(`unknown graph '${name}'`);
  return {
    json: values.json === true,
    graphs: graphs.filter(
      ({ name, large }) => values.only?.includes(name) ?? (large !== true || values.large === true),
    ),
  };
}

async function* compare({ name, make }: BenchmarkGraph, folder: string): AsyncGenerator<Comparison> {
  const graph = await make();
  const file = join(folder, name);
  await writeMetisFile(file, graph);
  for (const parts of PARTS) {
    const start = performance.now();
    const placed = partitionGraph(graph, { parts, imbalance: 0.03 });
    const seconds = (performance.now() - start) / 1000;
    const ours = { ...qualityOf(graph, placed, parts), seconds };
    const metis = await runMetis(file, graph, parts);
    const size = { nodes: graph.nodeWeights.length, edges: graph.targets.length / 2 };
    yield { graph: name, ...size, parts, ours, metis, ratio: ours.cut / metis.cut };
  }
}

process.exitCode = await main(process.argv.slice(2));
