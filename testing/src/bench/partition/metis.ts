import { entryAt } from '@disco-engine/kernel';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { TrafficGraph } from '@disco-engine/partitioner';
import { qualityOf, type Quality } from './quality.js';

/** METIS's result for a graph. */
export interface MetisResult extends Quality {
  /** By its own clock: partitioning only, without files. */
  readonly seconds: number;
}

/** In thousandths. */
const IMBALANCE = 30;

/**
 * Directly into all parts within the same imbalance, and by recursive bisection, with its default and with that
 * imbalance.
 */
const METHODS = [[`-ufactor=${IMBALANCE}`], ['-ptype=rb'], ['-ptype=rb', `-ufactor=${IMBALANCE}`]] as const;

const run = promisify(execFile);

/** Whether the program `gpmetis` can be run. */
export async function metisIsInstalled(): Promise<boolean> {
  try {
    await run('gpmetis', ['-help']);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

/** Writes a graph in the format of METIS; its weights are whole numbers. */
export async function writeMetisFile(
  file: string,
  { starts, targets, weights, nodeWeights }: TrafficGraph,
): Promise<void> {
  const lines = [`${nodeWeights.length} ${targets.length / 2} 011`];
  for (let node = 0; node < nodeWeights.length; node++) {
    const line = [nodeWeights[node] ?? NaN];
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
      line.push((targets[edge] ?? NaN) + 1, weights[edge] ?? NaN);
    lines.push(line.join(' '));
  }
  await writeFile(file, `${lines.join('\n')}\n`);
}

/** The least cut of any method within the imbalance or, if none stays within it, the cut of the direct method. */
export async function runMetis(file: string, graph: TrafficGraph, parts: number): Promise<MetisResult> {
  const results: MetisResult[] = [];
  for (const options of METHODS) results.push(await partition(file, graph, parts, options));
  return results.reduce((best, other) => (other.cut < best.cut && other.imbalance <= IMBALANCE / 1000 ? other : best));
}

async function partition(
  file: string,
  graph: TrafficGraph,
  parts: number,
  options: readonly string[],
): Promise<MetisResult> {
  const { stdout } = await run('gpmetis', [...options, file, String(parts)]);
  const seconds = /Partitioning:\s*([\d.]+) sec/u.exec(stdout);
  if (seconds === null) throw new Error(`gpmetis did not print its time:\n${stdout}`);
  const lines = (await readFile(`${file}.part.${parts}`, 'utf8')).trim().split('\n');
  return { ...qualityOf(graph, Int32Array.from(lines, Number), parts), seconds: Number(entryAt(seconds, 1)) };
}
