import { rm } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { DiscoError } from '@disco-engine/kernel';
import { SIGN_OF_LIFE, type ProcessOptions } from './process-options.js';
import { beatOf } from './silence-watch.js';
import { threadHost } from './thread-host.js';

// The worker steps on a separate thread, so that this one can always hear the launcher, and end a worker that does not
// respond.
const { folder, lostAfter, ...options } = JSON.parse(process.argv[2] ?? '{}') as ProcessOptions;
if (process.send === undefined)
  throw new DiscoError('WORKER_STATE_WRONG', 'this module can only be the entry point of a worker process');

// With V8's default budget, inlining ends halfway from the engine to a model's handlers.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=2000');

/** Milliseconds that a worker has for cleaning up after its launcher has died. */
const LAST_TIME = 1_000;

const host = threadHost(options);
host.channel.listen({
  // A message that can no longer reach the launcher is useless; 'disconnect' reports that the launcher is gone.
  message: (message) => void process.send?.(message, undefined, {}, () => undefined),
  closed: (reason) => void end(reason),
});
setInterval(() => void process.send?.(SIGN_OF_LIFE, undefined, {}, () => undefined), beatOf(lostAfter)).unref();
process.on('message', (message) => host.channel.post(message));
process.once('disconnect', () => {
  host.channel.post({ id: 0, command: { command: 'exit' } });
  setTimeout(() => void host.kill(), LAST_TIME);
});
// Ctrl-C in a terminal also reaches the launcher, which decides what happens to the run.
process.on('SIGINT', () => {});
process.once('SIGTERM', () => host.channel.post({ id: 0, command: { command: 'exit' } }));

async function end(reason: string): Promise<void> {
  // Without their launcher, no worker of the launch continues, so any of them may remove the shared folder.
  if (!process.connected && folder !== undefined) await rm(folder, { recursive: true, force: true });
  const orderly = reason.endsWith('exit code 0');
  if (!orderly && process.connected) process.stderr.write(`worker process ${process.pid}: ${reason}\n`);
  process.exit(orderly ? 0 : 1);
}
