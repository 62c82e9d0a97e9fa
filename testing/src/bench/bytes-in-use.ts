/** Live memory after a garbage collection, including typed arrays. Needs `--expose-gc`. */
export function bytesInUse(): number {
  // The second collection waits for the threads that sweep array buffers after the first.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
