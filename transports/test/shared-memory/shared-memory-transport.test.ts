import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DiscoError, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import {
  createSharedMemory,
  SharedMemoryTransport,
  sharedMemoryTransport,
  wake,
  type SharedMemoryOptions,
  type SharedMemoryTransportOptions,
} from '@disco-engine/transports';
import { ringMemory } from '../../src/shared-memory/shared-memory-area.js';
import { Recorder, seats } from '../in-process/seats.js';
import { messageWith, said } from '../wire/messages.js';

interface Joined {
  readonly ends: Required<TransportEndpoint>[];
  readonly area: ReturnType<typeof createSharedMemory>;
}

async function join(
  receivers: readonly Receiver[],
  size?: SharedMemoryOptions,
  options?: SharedMemoryTransportOptions,
): Promise<Joined> {
  const area = createSharedMemory(receivers.length, size);
  const at = seats(receivers.length);
  const opened = receivers.map((receiver, worker) =>
    new SharedMemoryTransport(area, options).open(at[worker], receiver),
  );
  return { area, ends: (await Promise.all(opened)) as Required<TransportEndpoint>[] };
}

function message(sequence: number, workers = 2) {
  return messageWith([null], sequence, workers);
}

const SHORT = { timeoutMilliseconds: 30 };

describe('the shared-memory transport, with all workers on one thread', () => {
  it('delivers messages in poll, in the order of each sender, and never in send', async () => {
    const heard: unknown[] = [];
    const recorder = new Recorder();
    const receiver: Receiver = {
      message: (from, arrived) => {
        recorder.message(from, arrived);
        heard.push(said(arrived));
      },
      failed: recorder.failed,
    };
    const { ends } = await join([receiver, new Recorder(), new Recorder()]);
    const sent = Array.from({ length: 6 }, (_, index) => messageWith([new Set([index]), -5n], index, 3));
    for (const one of sent) ends[one.sequence < 3 ? 1 : 2].send(0, one);
    const expected = sent.map(said);
    for (const one of sent) Object.assign(one, { sequence: 99, payloads: [] });
    expect(heard).toEqual([]);
    expect(ends[0].poll(0)).toBe(true);
    expect(heard).toEqual(expected);
    expect(recorder.seen.map(([from]) => from)).toEqual([1, 1, 1, 2, 2, 2]);
    expect(ends[0].poll(0)).toBe(false);
    await Promise.all(ends.map((end) => end.close()));
  });

  it('keeps the order of messages that find no room, and passes messages larger than a ring', async () => {
    const recorders = [new Recorder(), new Recorder()];
    const { ends } = await join(recorders, { ringBytes: 128 });
    const sizes = Array.from({ length: 200 }, (_, index) => (index * 37) % 400);
    for (const [index, size] of sizes.entries()) {
      ends[0].send(1, messageWith(['x'.repeat(size)], index, 2));
      ends[1].send(0, messageWith(['y'.repeat(size)], index, 2));
    }
    while (recorders.some(({ seen }) => seen.length < sizes.length)) for (const end of ends) end.poll(0);
    const order = sizes.map((_, index) => index);
    expect(recorders.map(({ seen }) => seen)).toEqual([
      order.map((sequence) => [1, sequence]),
      order.map((sequence) => [0, sequence]),
    ]);
    await Promise.all(ends.map((end) => end.close()));
  });

  it('lets a receiver send, and delivers in one poll only what was there at its start', async () => {
    const recorder = new Recorder();
    const { ends } = await join([
      recorder,
      { message: (_, { sequence }) => ends[1].send(0, message(sequence + 1)), failed: recorder.failed },
    ]);
    ends[0].send(1, message(1));
    expect([ends[1].poll(0), ends[0].poll(0), recorder.seen]).toEqual([true, true, [[1, 2]]]);
    await Promise.all(ends.map((end) => end.close()));
  });

  it('reports no failure when a worker closes, delivers what it sent before, and drops what comes after', async () => {
    const [left, right] = [new Recorder(), new Recorder()];
    const { ends } = await join([left, right], { ringBytes: 64 });
    for (let sequence = 1; sequence <= 5; sequence++) ends[1].send(0, message(sequence));
    const closed = ends[1].close();
    while (left.seen.length < 5) {
      ends[0].poll(0);
      await immediate();
    }
    await closed;
    for (let sequence = 6; sequence <= 20; sequence++) ends[0].send(1, message(sequence));
    expect(ends[0].poll(0)).toBe(false);
    await ends[0].close();
    await ends[0].close();
    expect(left.seen.map(([, sequence]) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect([right.seen, left.failures, right.failures]).toEqual([[], [], []]);
    expect(ends[0].poll(5)).toBe(false);
  });

  it('closes when both sides wait for room', async () => {
    const { ends } = await join([new Recorder(), new Recorder()], { ringBytes: 64 });
    for (let sequence = 1; sequence <= 50; sequence++)
      for (const [worker, end] of ends.entries()) end.send(1 - worker, message(sequence));
    const begin = performance.now();
    await Promise.all(ends.map((end) => end.close()));
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it('gives up after the timeout if it closes and nobody makes room', async () => {
    const right = new Recorder();
    const { ends } = await join([new Recorder(), right], { ringBytes: 64 }, SHORT);
    for (let sequence = 1; sequence <= 50; sequence++) ends[0].send(1, message(sequence));
    await ends[0].close();
    while (ends[1].poll(0));
    expect(right.seen.length).toBeLessThan(50);
    await ends[1].close();
  });

  it('refuses to send to itself, to an unknown worker, and after close', async () => {
    const { ends } = await join([new Recorder(), new Recorder()]);
    expect(() => ends[0].send(0, message(1))).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
    expect(() => ends[0].send(2, message(1))).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
    await Promise.all(ends.map((end) => end.close()));
    expect(() => ends[0].send(1, message(1))).toThrow(expect.objectContaining({ code: 'TRANSPORT_CLOSED' }));
  });

  const refusal = new DiscoError('EXCHANGE_INVALID', 'not this one');
  it.each([
    [refusal, refusal],
    [new TypeError('oops'), expect.objectContaining({ code: 'WORKER_LOST', cause: new TypeError('oops') })],
  ])('disconnects a worker whose message makes the receiver throw (%s)', async (thrown, expected) => {
    const recorder = new Recorder();
    const strict: Receiver = {
      message: (from, arrived) => {
        recorder.message(from, arrived);
        if (arrived.sequence === 1) throw thrown;
      },
      failed: recorder.failed,
    };
    const { ends } = await join([strict, new Recorder(), new Recorder()], { ringBytes: 128 });
    for (let sequence = 1; sequence <= 9; sequence++) ends[1].send(0, message(sequence, 3));
    ends[2].send(0, message(77, 3));
    ends[0].poll(0);
    for (let time = 0; time < 9; time++) expect([ends[1].poll(0), ends[0].poll(0)]).toEqual([false, false]);
    expect(recorder.failures).toEqual([expected]);
    expect(recorder.seen).toEqual([
      [1, 1],
      [2, 77],
    ]);
    await Promise.all(ends.map((end) => end.close()));
  });

  it('reports an invalid frame', async () => {
    const recorder = new Recorder();
    const { area, ends } = await join([recorder, new Recorder()]);
    const { data, tail } = ringMemory(area, 1, 0);
    data.set([3 << 2, 0, 0, 0, 1, 2, 3], Atomics.load(tail, 0));
    Atomics.add(tail, 0, 7);
    ends[0].poll(0);
    expect(recorder.failures).toEqual([expect.objectContaining({ code: 'FRAME_INVALID' })]);
    await Promise.all(ends.map((end) => end.close()));
  });

  it('waits in poll as long as requested, and not after a wake', async () => {
    const { area, ends } = await join([new Recorder(), new Recorder()]);
    const begin = performance.now();
    expect(ends[0].poll(20)).toBe(false);
    expect(performance.now() - begin).toBeGreaterThan(19);
    wake(area, 0);
    expect(ends[0].poll(60_000)).toBe(false);
    ends[1].send(0, message(1));
    expect(ends[0].poll(60_000)).toBe(true);
    await Promise.all(ends.map((end) => end.close()));
  });
});

describe('joining a run in shared memory', () => {
  it('refuses workers that do not run the same thing, and names the first difference', async () => {
    const area = createSharedMemory(2);
    const [one] = seats(2, [['seed', '7']]);
    const [, other] = seats(2, [['seed', '8']]);
    const opened = [one, other].map((seat) => new SharedMemoryTransport(area).open(seat, new Recorder()));
    for (const result of await Promise.allSettled(opened)) {
      if (result.status === 'fulfilled') throw new Error('it should not have joined');
      expect(result.reason).toMatchObject({ code: 'HANDSHAKE_REFUSED' });
      expect(String(result.reason)).toMatch(/seed is "[78]" on worker [01], but "[78]" on worker [01]/);
    }
  });

  it('names the missing workers when the time is over', async () => {
    const area = createSharedMemory(3);
    const [, seat, other] = seats(3);
    const opened = new SharedMemoryTransport(area, SHORT).open(seat, new Recorder());
    await expect(opened).rejects.toMatchObject({ code: 'WORKER_UNREACHABLE' });
    await expect(opened).rejects.toThrow('worker 1 waited 30 ms for workers 0, 2');
    await expect(new SharedMemoryTransport(area, SHORT).open(other, new Recorder())).rejects.toThrow('for worker 0');
  });

  it('accepts identities larger than a ring', async () => {
    const identity: Seat['identity'] = [['scenario', 'x'.repeat(10_000)]];
    const area = createSharedMemory(2, { ringBytes: 64 });
    const opened = seats(2, identity).map((seat) => new SharedMemoryTransport(area).open(seat, new Recorder()));
    const ends = await Promise.all(opened);
    expect(ends).toHaveLength(2);
    await Promise.all(ends.map((end) => end.close()));
  });

  it('refuses a number that was ever taken in the life of an area, or that the run does not have', async () => {
    const { area, ends } = await join([new Recorder(), new Recorder()]);
    const transport = new SharedMemoryTransport(area);
    const [seat] = seats(2);
    await expect(transport.open(seat, new Recorder())).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    await Promise.all(ends.map((end) => end.close()));
    await expect(transport.open(seat, new Recorder())).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    const outside = { ...seat, worker: 2, workers: 3 };
    await expect(transport.open(outside, new Recorder())).rejects.toMatchObject({ code: 'WORKER_UNKNOWN' });
  });

  it('is a provider, needs no address, and supports a run of one worker', async () => {
    const { useValue } = sharedMemoryTransport(createSharedMemory(1));
    expect(useValue).toBeInstanceOf(Transport);
    expect([useValue.name, await useValue.listen()]).toEqual(['shared-memory', '']);
    const end = await useValue.open(seats(1)[0], new Recorder());
    await end.close();
  });
});
