import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@disco-engine/transports/clock';
import type { ChannelListener } from './channel.js';
import { SIGN_OF_LIFE, type ProcessOptions } from './process-options.js';
import { SilenceWatch } from './silence-watch.js';
import type { WorkerHost } from './worker-handle.js';

/**
 * A worker in a child process, which ends when this process does. A process that was stopped or hangs altogether is
 * detected by its silence.
 */
export function processHost(options: ProcessOptions, execArgv?: readonly string[]): WorkerHost {
  const child = fork(fileURLToPath(new URL('./process-main.js', import.meta.url)), [JSON.stringify(options)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  });
  let listener: ChannelListener | undefined;
  let failure: string | undefined;
  const miss = (milliseconds: number): void => {
    failure ??= `the process did not respond for ${milliseconds} ms, so it was killed`;
    listener?.closed(failure);
    child.kill('SIGKILL');
  };
  // Until its modules are loaded, a process takes longer to respond.
  let watch = new SilenceWatch(systemClock, Math.max(options.lostAfter, START_WITHIN), () => undefined, miss);
  child.once('message', () => {
    watch.stop();
    watch = new SilenceWatch(systemClock, options.lostAfter, () => undefined, miss);
  });
  child.on('message', (message) => {
    watch.heard();
    if (message !== SIGN_OF_LIFE) listener?.message(message);
  });
  child.on('error', (error) => (failure = error.message));
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      watch.stop();
      listener?.closed(failure ?? reason);
      resolve();
    };
    child.once('exit', (code, signal) =>
      end(signal === null ? `the process ended with exit code ${code}` : `the process was killed by ${signal}`),
    );
    // A process that could not be started never exits.
    child.once('error', (error) => child.pid === undefined && end(error.message));
  });
  return {
    name: `process ${child.pid ?? 'that did not start'}`,
    channel: {
      // The exit event, not a failed send, shows when the other end is gone.
      post: (message) => void child.send(message as object, () => undefined),
      listen: (given) => void (listener = given),
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Milliseconds. */
const START_WITHIN = 30_000;
