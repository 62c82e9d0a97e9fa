import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChannelListener } from './channel.js';
import type { ProcessOptions } from './process-options.js';
import type { WorkerHost } from './worker-handle.js';

/** A worker in a child process, which ends when this process does. */
export function processHost(options: ProcessOptions, execArgv?: readonly string[]): WorkerHost {
  const child = fork(fileURLToPath(new URL('./process-main.js', import.meta.url)), [JSON.stringify(options)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  });
  let listener: ChannelListener | undefined;
  let failure: string | undefined;
  child.on('message', (message) => listener?.message(message));
  child.on('error', (error) => (failure = error.message));
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      listener?.closed(failure ?? reason);
      resolve();
    };
    child.once('exit', (code, signal) =>
      end(signal === null ? `the process ended with exit code ${code}` : `the process was ended by ${signal}`),
    );
    // A process that could not be started never exits.
    child.once('error', (error) => child.pid === undefined && end(error.message));
  });
  return {
    name: `process ${child.pid ?? 'that did not start'}`,
    channel: {
      // Whether the other end is gone is told by its exit, not by what could not be sent to it.
      post: (message) => void child.send(message as object, () => undefined),
      listen: (given) => void (listener = given),
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
