import { parentPort, workerData } from 'node:worker_threads';
import { DiscoError } from '@disco-engine/kernel';
import { makeTransport } from '../worker/make-transport.js';
import { SimulationPart } from '../worker/simulation-part.js';
import { Worker } from '../worker/worker.js';
import { serveWorker } from './serve-worker.js';
import type { ThreadOptions } from './thread-options.js';

const port = parentPort;
if (port === null)
  throw new DiscoError('WORKER_STATE_WRONG', 'this module can only be the entry point of a worker thread');

const { modules, own, transport: module } = workerData as ThreadOptions;
const worker = new Worker({
  makeTransport: (spec) => makeTransport(spec, { own, transport: module }),
  // A worker with its own address was not started by the launchers that control it.
  makePart: (spec, transport) => SimulationPart.create(modules, spec, transport, own === undefined),
});
const channel = {
  post: (message: unknown): void => port.postMessage(message),
  listen: (listener: { message(message: unknown): void }): void =>
    void port.on('message', (message: unknown) => listener.message(message)),
};
serveWorker(worker, channel, () => process.exit(0));
worker.open();
