import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createSharedMemory, SharedMemoryTransport, wake, type SharedMemoryArea } from '@disco-engine/transports';
import { Recorder } from '../in-process/seats.js';
import { messageWith } from '../wire/messages.js';

const started: Worker[] = [];

function start(area: SharedMemoryArea, worker: number, task: string, count: number): Worker {
  const workerData = { area, worker, task, count };
  // Without the options of Vitest, which would make it load sources.
  const thread = new Worker(new URL('chatter.mjs', import.meta.url), { workerData, execArgv: [] });
  started.push(thread);
  return thread;
}

/** The next message that a thread posts. */
async function says(thread: Worker): Promise<unknown> {
  const [value] = (await once(thread, 'message')) as unknown[];
  return value;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((thread) => thread.terminate()));
});

describe('the shared-memory transport between threads', () => {
  it('carries 200,000 messages of any size, in order and unchanged, in both directions at once', async () => {
    const area = createSharedMemory(2, { ringBytes: 2 ** 16 });
    const threads = [0, 1].map((worker) => start(area, worker, 'chat', 100_000));
    const all = { received: 100_000, wrong: 0 };
    expect(await Promise.all(threads.map(says))).toEqual([all, all]);
  });

  it('loses no turn in a conversation', async () => {
    const area = createSharedMemory(2);
    const threads = [start(area, 0, 'ask', 20_000), start(area, 1, 'echo', 20_000)];
    expect(await Promise.all(threads.map(says))).toEqual([{ heard: 20_000 }, { answered: 20_000 }]);
  });

  it('wakes a worker that sleeps, for a message and for its launcher', async () => {
    const area = createSharedMemory(2);
    const thread = start(area, 1, 'listen', 40);
    const heard: unknown[] = [];
    thread.on('message', (value) => heard.push(value));
    const isAsleep = (time: number): boolean => heard.filter((value) => value === 'asleep').length > time;
    const exit = once(thread, 'exit');
    const seat = { worker: 0, workers: 2, identity: [] };
    const endpoint = await new SharedMemoryTransport(area).open(seat, new Recorder());
    for (let time = 0; time < 40; time++) {
      while (!isAsleep(time)) await once(thread, 'message');
      if (time % 2 === 0) endpoint.send(1, messageWith([null], time, 2));
      else wake(area, 1);
    }
    await exit;
    await endpoint.close();
    const expected = Array.from({ length: 40 }, (_, time) =>
      time % 2 === 0 ? ['asleep', { sequence: time }, { delivered: true }] : ['asleep', { delivered: false }],
    );
    expect(heard).toEqual(expected.flat());
  });
});
