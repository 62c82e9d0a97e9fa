import { Worker } from 'node:worker_threads';

/** A thread, so that a model that leaves this one no time does not look dead. */
const SOURCE = `
const { workerData: { file, every } } = require('node:worker_threads');
const { utimesSync } = require('node:fs');
setInterval(() => {
  const now = Date.now() / 1000;
  try {
    utimesSync(file, now, now);
  } catch {
    // The claim was taken over, which its holder finds out for itself; or the disk is away, and may come back.
  }
}, every);
`;

/**
 * Touches a file every so many milliseconds, until it is stopped or the process ends or is halted.
 *
 * @returns stops it
 */
export function startHeart(file: string, every: number): () => void {
  const worker = new Worker(SOURCE, { eval: true, workerData: { file, every }, execArgv: [], env: {} });
  worker.unref();
  return () => void worker.terminate();
}
