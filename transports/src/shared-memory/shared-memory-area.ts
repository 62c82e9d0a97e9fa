import { InvalidInputError, type Problem, shownValue } from '@disco-engine/kernel';

/**
 * Memory through which the workers of one run communicate, each on its own thread. It can be passed to threads
 * directly, in `workerData` or with `postMessage`. An area serves one run.
 */
export interface SharedMemoryArea {
  readonly workers: number;
  /** Size of the ring from each worker to each other worker. */
  readonly ringBytes: number;
  readonly memory: SharedArrayBuffer;
}

export interface SharedMemoryOptions {
  /** A power of two from 64 to 2^30. Default 1 MiB. Larger messages are sent in parts. */
  readonly ringBytes?: number | undefined;
}

/**
 * @param workers at least 1
 * @throws InvalidInputError `SHARED_MEMORY_INVALID`
 *
 * @example
 * const area = createSharedMemory(2);
 * for (const worker of [0, 1]) new Worker(file, { workerData: { area, worker } });
 */
export function createSharedMemory(workers: number, options: SharedMemoryOptions = {}): SharedMemoryArea {
  const { ringBytes = 2 ** 20 } = options;
  const problems: Problem[] = [];
  const add = (message: string): number => problems.push({ code: 'SHARED_MEMORY_INVALID', message });
  if (!Number.isInteger(workers) || workers < 1)
    add(`workers is ${shownValue(workers)}; it must be a whole number of at least 1`);
  if (!Number.isInteger(ringBytes) || ringBytes < 64 || ringBytes > 2 ** 30 || (ringBytes & (ringBytes - 1)) !== 0)
    add(`ringBytes is ${shownValue(ringBytes)}; it must be a power of two from 64 to 2^30`);
  if (problems.length > 0) throw new InvalidInputError('SHARED_MEMORY_INVALID', 'the size of shared memory', problems);
  const bytes = ringsStart(workers) + workers * (workers - 1) * ringBytes;
  return { workers, ringBytes, memory: new SharedArrayBuffer(bytes) };
}

/** Distance in bytes between what two cores write; without it they would compete for cache lines. */
const APART = 128;

/** Indices of a worker's control words. */
export const enum WorkerWord {
  /** Incremented each time the doorbell rings. */
  Bell,
  /** 1 while it sleeps, or is about to. */
  Asleep,
  /** 1 once it has opened. */
  Joined,
}

export function workerWords({ memory }: SharedMemoryArea, worker: number): Int32Array {
  return new Int32Array(memory, worker * APART, 3);
}

/** The memory that two workers share for one direction. Head and tail count bytes modulo 2^32. */
export interface RingMemory {
  /** `[head]`, written by the reader. */
  readonly head: Int32Array;
  /** `[tail, wanting]`, written by the writer; `wanting` is 1 if it is waiting for room. */
  readonly tail: Int32Array;
  readonly data: Uint8Array;
}

export const enum TailWord {
  Tail,
  Wanting,
}

export function ringMemory({ workers, ringBytes, memory }: SharedMemoryArea, from: number, to: number): RingMemory {
  const ring = from * (workers - 1) + (to < from ? to : to - 1);
  const control = (workers + 2 * ring) * APART;
  return {
    head: new Int32Array(memory, control, 1),
    tail: new Int32Array(memory, control + APART, 2),
    data: new Uint8Array(memory, ringsStart(workers) + ring * ringBytes, ringBytes),
  };
}

function ringsStart(workers: number): number {
  return (workers + 2 * workers * (workers - 1)) * APART;
}
