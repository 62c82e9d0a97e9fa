import { parentPort } from 'node:worker_threads';
import { PHOLD_SIZES } from '../phold.js';
import { ReferencePhold } from '../reference-phold.js';

/** Runs the reference loop for the requested number of events, then replies. */
const loop = new ReferencePhold(PHOLD_SIZES.a, 1);
parentPort?.on('message', (events: number) => {
  loop.run(events);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage('done');
});
