import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Answer, Order } from './orders.js';

/** One station and the orders to it; each is answered before the next is given. */
export interface Station {
  order(order: Order): Promise<Answer>;
  end(): Promise<void>;
}

const STATION = fileURLToPath(new URL('station.js', import.meta.url));

/** A station on a thread of this process. */
export function threadStation(rounds: number, modules: readonly string[]): Station {
  const thread = new Worker(STATION, { workerData: { rounds, modules } });
  return station(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    (order) => thread.postMessage(order),
    (event, listener) => void thread.on(event, listener),
    async () => void (await thread.terminate()),
  );
}

/** A station in a separate process. */
export function processStation(rounds: number, modules: readonly string[]): Station {
  const child = fork(STATION, [JSON.stringify({ rounds, modules })], {
    serialization: 'advanced',
    execArgv: ['--max-inlined-bytecode-size-cumulative=2000'],
  });
  return station(
    (order) => child.send(order),
    (event, listener) => void child.on(event, listener),
    async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    },
  );
}

function station(
  send: (order: Order) => void,
  on: (event: 'message' | 'error', listener: (value: Answer & Error) => void) => void,
  end: () => Promise<void>,
): Station {
  let settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  on('message', (answer) => {
    if (answer.kind === 'failed') settle?.reject(new Error(answer.error));
    else settle?.resolve(answer);
  });
  on('error', (error) => settle?.reject(error));
  return {
    order: (order) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        send(order);
      }),
    end,
  };
}
