import { once } from 'node:events';
import { availableParallelism, freemem, release, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { ok, problem, reasonOf, warning, type Finding } from './finding.js';

const GIB = 2 ** 30;
/** Free memory below which a larger model may not fit. */
const LITTLE_MEMORY = GIB / 2;

/** Node, the platform, cores, memory and shared memory. */
export async function machineFindings(engines: string): Promise<Finding[]> {
  const cores = availableParallelism();
  const heap = getHeapStatistics().heap_size_limit;
  return [
    nodeFinding(process.versions.node, engines),
    ok('Platform', `${process.platform} ${process.arch}, ${release()}`),
    ok('Cores', `${cores}: up to ${cores} ${cores === 1 ? 'replication' : 'replications'} side by side`),
    memoryFinding(freemem(), totalmem(), heap),
    await sharedMemoryFinding(),
  ];
}

/** @param engines the least version, as in `>=20.19` */
export function nodeFinding(version: string, engines: string): Finding {
  const [major = 0, minor = 0] = numbersOf(version);
  const [leastMajor = 0, leastMinor = 0] = numbersOf(engines.replace('>=', ''));
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor))
    return ok('Node', `${version}, supported (${engines})`);
  return problem(
    'Node',
    `${version}, not supported (${engines})`,
    'install a supported version from https://nodejs.org',
  );
}

export function memoryFinding(free: number, total: number, heap: number): Finding {
  const text = `${inGib(free)} of ${inGib(total)} free; each thread may use ${inGib(heap)} of heap`;
  if (free >= LITTLE_MEMORY) return ok('Memory', text);
  return warning('Memory', text, 'close other programs, or run fewer replications side by side with --workers');
}

/** Lets a thread write to memory that this one reads, as workers of the transport `shared-memory` do. */
async function sharedMemoryFinding(): Promise<Finding> {
  const name = 'Shared memory';
  try {
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker('require("node:worker_threads").workerData[0] = 7', { eval: true, workerData: cell });
    await once(worker, 'exit');
    if (Atomics.load(cell, 0) === 7) return ok(name, 'threads share memory');
    return problem(name, 'a thread wrote to shared memory, and the write is not visible', ADVICE);
  } catch (error) {
    return problem(name, `no thread with shared memory can be started: ${reasonOf(error)}`, ADVICE);
  }
}

const ADVICE = "run on separate processes instead: 'disco run --transport ws'";

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

function inGib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
