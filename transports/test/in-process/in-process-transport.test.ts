import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DiscoError, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { InProcessTransport, inProcessTransport } from '@disco-engine/transports';
import { messageWith, said } from '../wire/messages.js';
import { Recorder, seats } from './seats.js';

function join(transport: Transport, receivers: readonly Receiver[], at: Seat[] = seats(receivers.length)) {
  return Promise.all(receivers.map((receiver, worker) => transport.open(at[worker], receiver)));
}

function message(sequence: number, workers = 2) {
  return messageWith([null], sequence, workers);
}

async function refusals(opened: readonly Promise<TransportEndpoint>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(opened);
  return results.map((result) => (result.status === 'rejected' ? (result.reason as unknown) : 'opened'));
}

describe('the in-process transport', () => {
  it('delivers messages with the number of the sender, in the order in which they were sent', async () => {
    const heard: unknown[] = [];
    const receiver: Receiver = { message: (_, arrived) => heard.push(said(arrived)), failed: () => {} };
    const recorder = new Recorder();
    const both: Receiver = {
      ...receiver,
      message: (from, arrived) => {
        receiver.message(from, arrived);
        recorder.message(from, arrived);
      },
    };
    const ends = await join(new InProcessTransport(), [both, receiver, receiver]);
    const sent = Array.from({ length: 6 }, (_, index) => messageWith([new Map([[index, 'x']]), 5n], index, 3));
    sent.forEach((one, index) => ends[1 + (index % 2)].send(0, one));
    const expected = sent.map(said);
    sent.forEach((one) => Object.assign(one, { sequence: 99, payloads: [] }));
    await immediate();
    expect(heard).toEqual(expected);
    expect(recorder.seen).toEqual([0, 1, 2, 3, 4, 5].map((index) => [1 + (index % 2), index]));
  });

  it('never calls a receiver from inside send, even if a receiver calls send', async () => {
    const seen: string[] = [];
    const failed = (error: DiscoError): void => void seen.push(error.message);
    const left: Receiver = {
      message: (_, { sequence }) => {
        seen.push(`left begins ${sequence}`);
        if (sequence < 3) ends[0].send(1, message(sequence + 1));
        seen.push(`left ends ${sequence}`);
      },
      failed,
    };
    const right: Receiver = {
      message: (_, { sequence }) => {
        seen.push(`right ${sequence}`);
        ends[1].send(0, message(sequence + 1));
      },
      failed,
    };
    const ends = await join(new InProcessTransport(), [left, right]);
    ends[1].send(0, message(1));
    expect(seen).toEqual([]);
    await immediate();
    expect(seen).toEqual(['left begins 1', 'left ends 1', 'right 2', 'left begins 3', 'left ends 3']);
  });

  it('opens when the last worker has arrived, whatever the order', async () => {
    const transport = new InProcessTransport();
    const [first, second, third] = seats(3);
    let opened = 0;
    const early = [third, first].map((seat) => transport.open(seat, new Recorder()).finally(() => opened++));
    await immediate();
    expect(opened).toBe(0);
    await Promise.all([...early, transport.open(second, new Recorder())]);
    expect(opened).toBe(2);
  });

  it('refuses all workers if they do not run the same thing, and names the first difference', async () => {
    const transport = new InProcessTransport();
    const [one] = seats(2, [
      ['model', 'a'],
      ['seed', '7'],
    ]);
    const [, other] = seats(2, [
      ['model', 'a'],
      ['seed', '8'],
    ]);
    const [text] = new Set(
      await refusals([transport.open(one, new Recorder()), transport.open(other, new Recorder())]),
    );
    expect(text).toMatchObject({ code: 'HANDSHAKE_REFUSED' });
    expect(String(text)).toContain('seed is "7" on worker 0, but "8" on worker 1');
    await expect(join(transport, [new Recorder(), new Recorder()])).resolves.toHaveLength(2);
  });

  it.each<[string, Partial<Seat>, string]>([
    ['sizes', { workers: 3 }, 'number of workers is "2" on worker 0, but "3" on worker 1'],
    ['names', { identity: [['speed', '7']] }, 'worker 0 gives "seed" where worker 1 gives "speed"'],
    ['lengths', { identity: [] }, 'worker 0 gives "seed" where worker 1 gives nothing'],
  ])('refuses workers with different %s', async (_, change, text) => {
    const transport = new InProcessTransport();
    const [one, other] = seats(2);
    const opened = [one, { ...other, ...change }].map((seat) => transport.open(seat, new Recorder()));
    for (const refusal of await refusals(opened)) expect(String(refusal)).toContain(text);
  });

  it('refuses a worker that has already joined, and accepts its number again once it has left', async () => {
    const transport = new InProcessTransport();
    const [seat, other] = seats(2);
    const first = transport.open(seat, new Recorder());
    await expect(transport.open(seat, new Recorder())).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    const ends = [await transport.open(other, new Recorder()), await first];
    await expect(transport.open(seat, new Recorder())).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    await Promise.all(ends.map((end) => end.close()));
    await expect(join(transport, [new Recorder(), new Recorder()])).resolves.toHaveLength(2);
  });

  it('refuses a number that the run does not have', async () => {
    const [seat] = seats(2);
    const opened = new InProcessTransport().open({ ...seat, worker: 2 }, new Recorder());
    await expect(opened).rejects.toMatchObject({ code: 'WORKER_UNKNOWN' });
  });

  it('refuses to send to itself, to an unknown worker, and after close', async () => {
    const [own] = await join(new InProcessTransport(), [new Recorder(), new Recorder()]);
    expect(() => own.send(0, message(1))).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
    expect(() => own.send(2, message(1))).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
    await own.close();
    await own.close();
    expect(() => own.send(1, message(1))).toThrow(expect.objectContaining({ code: 'TRANSPORT_CLOSED' }));
  });

  it('reports no failure when a worker closes, and delivers what it sent before', async () => {
    const [left, right] = [new Recorder(), new Recorder()];
    const ends = await join(new InProcessTransport(), [left, right]);
    ends[1].send(0, message(1));
    ends[1].send(0, message(2));
    await ends[1].close();
    ends[0].send(1, message(3));
    await immediate();
    expect(left.seen).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(right.seen).toEqual([]);
    expect([...left.failures, ...right.failures]).toEqual([]);
  });

  it('keeps two runs on one transport apart', async () => {
    const transport = new InProcessTransport();
    const [old, fresh] = [new Recorder(), new Recorder()];
    const first = await join(transport, [new Recorder(), old]);
    first[0].send(1, message(1));
    await Promise.all(first.map((end) => end.close()));
    const second = await join(transport, [new Recorder(), fresh]);
    await first[0].close();
    second[0].send(1, message(2));
    await immediate();
    expect(fresh.seen).toEqual([[0, 2]]);
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
    const others = [new Recorder(), new Recorder()];
    const ends = await join(new InProcessTransport(), [strict, ...others]);
    ends[1].send(0, message(1, 3));
    ends[1].send(0, message(2, 3));
    ends[2].send(0, message(3, 3));
    ends[0].send(1, message(4, 3));
    await immediate();
    expect(recorder.failures).toEqual([expected]);
    expect(recorder.seen).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect(others[0].seen).toEqual([[0, 4]]);
  });

  it('refuses a message that exceeds the limits when it is sent', async () => {
    const [own] = await join(new InProcessTransport({ maxFrameBytes: 1000 }), [new Recorder(), new Recorder()]);
    const send = (): void => own.send(1, messageWith(['x'.repeat(1000)], 1, 2));
    expect(send).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LARGE' }));
    expect(() => new InProcessTransport({ maxEvents: -1 })).toThrow(
      expect.objectContaining({ code: 'LIMITS_INVALID' }),
    );
  });

  it('is a provider, needs no address, and supports a run of one worker', async () => {
    const { useValue } = inProcessTransport();
    expect(useValue).toBeInstanceOf(Transport);
    expect([useValue.name, await useValue.listen()]).toEqual(['in-process', '']);
    const [alone] = await join(useValue, [new Recorder()]);
    await alone.close();
  });
});
