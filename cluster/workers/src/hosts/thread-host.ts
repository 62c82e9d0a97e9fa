import { Worker as Thread } from 'node:worker_threads';
import type { ChannelListener } from './channel.js';
import { printedLines } from './printed-lines.js';
import type { ThreadOptions } from './thread-options.js';
import type { WorkerHost } from './worker-handle.js';

/** A worker on a thread of this process. The thread alone does not keep the process alive. */
export function threadHost(options: ThreadOptions, execArgv?: readonly string[]): WorkerHost {
  const thread = new Thread(new URL('./thread-main.js', import.meta.url), {
    workerData: options,
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  });
  const { threadId } = thread;
  let listener: ChannelListener | undefined;
  let failure: string | undefined;
  thread.on('message', (message: unknown) => listener?.message(message));
  thread.on('error', (error: unknown) => (failure = `uncaught error: ${textOf(error)}`));
  const gone = new Promise<void>((resolve) => {
    thread.once('exit', (code) => {
      listener?.closed(failure ?? `the thread ended with exit code ${code}`);
      resolve();
    });
  });
  return {
    name: `thread ${threadId}`,
    output: printedLines(thread),
    channel: {
      post: (message) => thread.postMessage(message, []),
      listen: (given) => void (listener = given),
    },
    kill: async () => {
      await thread.terminate();
      await gone;
    },
  };
}

function textOf(error: unknown): string {
  // The stack of the module loader helps nobody.
  if (error instanceof Error && /^E[MN]FILE\b/.test(error.message))
    return `${error.message}; raise the limit of open files, as in: ulimit -n 1024`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
