import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { InProcessTransport } from '@disco-engine/transports';

const nobody = (): void => {};

describe('the in-process transport', () => {
  it('delivers the very frames, with the number of the sender, in the order of sending', async () => {
    const transport = new InProcessTransport();
    const seen: [number, Uint8Array][] = [];
    await transport.open(0, (from, frame) => seen.push([from, frame]));
    const one = await transport.open(1, nobody);
    const two = await transport.open(2, nobody);
    const frames = Array.from({ length: 6 }, (_, index) => Uint8Array.of(index));
    frames.forEach((frame, index) => (index % 2 === 0 ? one : two).send(0, frame));
    await immediate();
    expect(seen.map(([from]) => from)).toEqual([1, 2, 1, 2, 1, 2]);
    seen.forEach(([, frame], index) => expect(frame).toBe(frames[index]));
  });

  it('never calls a receiver from inside send, also when that is called by a receiver', async () => {
    const transport = new InProcessTransport();
    const seen: string[] = [];
    const left = await transport.open(0, (_, frame) => {
      seen.push(`left begins ${frame[0]}`);
      if (frame[0] < 3) left.send(1, Uint8Array.of(frame[0] + 1));
      seen.push(`left ends ${frame[0]}`);
    });
    const right = await transport.open(1, (_, frame) => {
      seen.push(`right ${frame[0]}`);
      right.send(0, Uint8Array.of(frame[0] + 1));
    });
    right.send(0, Uint8Array.of(1));
    expect(seen).toEqual([]);
    await immediate();
    expect(seen).toEqual(['left begins 1', 'left ends 1', 'right 2', 'left begins 3', 'left ends 3']);
  });

  it('delivers to the sender itself', async () => {
    const transport = new InProcessTransport();
    const seen: number[] = [];
    const own = await transport.open(4, (from, frame) => seen.push(from, frame.length));
    own.send(4, new Uint8Array(3));
    await immediate();
    expect(seen).toEqual([4, 3]);
  });

  it('refuses a worker that has joined, and takes its number again when it has left', async () => {
    const transport = new InProcessTransport();
    const first = await transport.open(0, nobody);
    await expect(transport.open(0, nobody)).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    await first.close();
    await expect(transport.open(0, nobody)).resolves.toBeDefined();
  });

  it('refuses to send to a worker that has not joined, or has left', async () => {
    const transport = new InProcessTransport();
    const own = await transport.open(0, nobody);
    const send = (): void => own.send(1, new Uint8Array());
    expect(send).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
    const other = await transport.open(1, nobody);
    expect(send).not.toThrow();
    await other.close();
    expect(send).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
  });

  it('refuses to send after close, which may be repeated without harm to a successor', async () => {
    const transport = new InProcessTransport();
    const own = await transport.open(0, nobody);
    await transport.open(1, nobody);
    await own.close();
    expect(() => own.send(1, new Uint8Array())).toThrow(expect.objectContaining({ code: 'TRANSPORT_CLOSED' }));
    const seen: number[] = [];
    const successor = await transport.open(0, (from) => seen.push(from));
    await own.close();
    successor.send(0, new Uint8Array());
    await immediate();
    expect(seen).toEqual([0]);
  });

  it('delivers what was sent before either end closed', async () => {
    const transport = new InProcessTransport();
    const seen: number[] = [];
    const left = await transport.open(0, (_, frame) => seen.push(frame[0]));
    const right = await transport.open(1, nobody);
    right.send(0, Uint8Array.of(1));
    right.send(0, Uint8Array.of(2));
    await Promise.all([right.close(), left.close()]);
    await immediate();
    expect(seen).toEqual([1, 2]);
  });

  it('does not fail the sender, nor lose other frames, when a receiver throws', async () => {
    const listeners = process.listeners('uncaughtException');
    const errors: unknown[] = [];
    process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => errors.push(error));
    const seen: number[] = [];
    try {
      const transport = new InProcessTransport();
      await transport.open(0, (_, frame) => {
        seen.push(frame[0]);
        if (frame[0] === 1) throw new Error('not this one');
      });
      const right = await transport.open(1, nobody);
      right.send(0, Uint8Array.of(1));
      right.send(0, Uint8Array.of(2));
      await immediate();
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
    expect(seen).toEqual([1, 2]);
    expect(errors).toEqual([new Error('not this one')]);
  });

  it('keeps two transports apart', async () => {
    const [one, other] = [new InProcessTransport(), new InProcessTransport()];
    const seen: string[] = [];
    await other.open(0, () => seen.push('other'));
    await one.open(0, () => seen.push('one'));
    (await one.open(1, nobody)).send(0, new Uint8Array());
    await immediate();
    expect(seen).toEqual(['one']);
    expect(one.name).toBe('in-process');
  });
});
