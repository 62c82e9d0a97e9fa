import { ExchangeMessage, type DiscoError, type Transport } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/worker/commands.js';
import { Worker } from '../../src/worker/worker.js';
import { FakePart, FakeTransport, SPEC } from './fake-part.js';

const RESERVE = { command: 'reserve', transport: { kind: 'own', lostAfter: 1000 } } as const;
const INITIALIZE = { command: 'initialize', spec: SPEC } as const;
const TO_START = [RESERVE, INITIALIZE] as const;

function stage(make: (transport: Transport) => Promise<void> = async () => {}) {
  const part = new FakePart();
  const transport = new FakeTransport();
  const worker = new Worker({
    makeTransport: async () => transport,
    makePart: async (_, given) => {
      await given.open({ worker: 0, workers: 1, identity: [] }, transport.counter);
      await make(given);
      return part;
    },
  });
  const told: string[] = [];
  worker.transitions.subscribe(({ from, to, reason }) =>
    told.push(`${from} ${to}${reason === undefined ? '' : `: ${reason}`}`),
  );
  worker.open();
  return { worker, part, transport, told };
}

async function tell(worker: Worker, ...commands: readonly Command[]): Promise<void> {
  for (const command of commands) await worker.execute(command);
}

describe('a worker', () => {
  it('goes through the life of a run, and is available for the next', async () => {
    const { worker, part, transport, told } = stage();
    expect(await worker.execute(RESERVE)).toEqual({ address: 'fake:0' });
    expect(await worker.execute(INITIALIZE)).toEqual({ nodes: 3 });
    const end = worker.execute({ command: 'start', until: 5 });
    expect(await worker.execute({ command: 'state' })).toMatchObject({ state: 'ACTIVE', waitsFor: 'the test' });
    part.finish();
    expect(await end).toBe('horizon');
    expect(await worker.execute({ command: 'collect', name: 'all' })).toBe('all at 5');
    expect(await worker.execute({ command: 'report' })).toMatchObject({ epoch: 5, nodes: 3 });
    await worker.execute({ command: 'terminate' });
    expect(told).toEqual([
      'CREATED AVAILABLE',
      'AVAILABLE RESERVED',
      'RESERVED INITIALIZING',
      'INITIALIZING READY',
      'READY ACTIVE',
      'ACTIVE READY',
      'READY TERMINATED: terminate',
      'TERMINATED AVAILABLE',
    ]);
    expect(part.disposed).toBe(1);
    expect(transport.closings).toBe(1);
  });

  it('pauses, is aligned, and continues', async () => {
    const { worker, part, told } = stage();
    await tell(worker, ...TO_START);
    const first = worker.execute({ command: 'start', until: 5 });
    part.epoch = 2;
    expect(await worker.execute({ command: 'pause' })).toMatchObject({ epoch: 2 });
    expect(await first).toBe('paused');
    const aligned = worker.execute({ command: 'align', until: 3 });
    part.finish();
    expect(await aligned).toMatchObject({ epoch: 3 });
    expect(worker.state).toBe('PAUSED');
    const second = worker.execute({ command: 'resume', until: 5 });
    part.finish();
    expect(await second).toBe('horizon');
    expect(told.slice(4)).toEqual([
      'READY ACTIVE',
      'ACTIVE PAUSED',
      'PAUSED ACTIVE',
      'ACTIVE PAUSED',
      'PAUSED ACTIVE',
      'ACTIVE READY',
    ]);
  });

  it('pauses even if it has just reached the horizon', async () => {
    const { worker, part } = stage();
    await tell(worker, ...TO_START);
    const end = worker.execute({ command: 'start', until: 5 });
    part.finish();
    await worker.execute({ command: 'pause' });
    expect(await end).toBe('horizon');
    expect(worker.state).toBe('PAUSED');
  });

  it('is available again after a failed run, and reports the reason', async () => {
    const { worker, part, told } = stage();
    await tell(worker, ...TO_START);
    const end = worker.execute({ command: 'start', until: 5 });
    part.fail(new Error('fire'));
    await expect(end).rejects.toThrow('fire');
    await worker.execute({ command: 'terminate' });
    expect(told.slice(-2)).toEqual(['ACTIVE TERMINATED: fire', 'TERMINATED AVAILABLE']);
    await tell(worker, ...TO_START);
    expect(worker.state).toBe('READY');
  });

  it('is available again if the run cannot be created', async () => {
    const { worker, transport } = stage(() => Promise.reject(new Error('no such model')));
    await worker.execute(RESERVE);
    await expect(worker.execute(INITIALIZE)).rejects.toThrow('no such model');
    await worker.execute({ command: 'terminate' });
    expect(worker.state).toBe('AVAILABLE');
    expect(transport.closings).toBe(1);
  });

  it('gives up joining others that never come', async () => {
    const transport = new FakeTransport();
    transport.open = () => new Promise(() => {});
    const worker = new Worker({
      makeTransport: async () => transport,
      makePart: async (_, given) => {
        await given.open({ worker: 0, workers: 2, identity: [] }, { message: () => {}, failed: () => {} });
        return new FakePart();
      },
    });
    worker.open();
    await worker.execute(RESERVE);
    const made = worker.execute(INITIALIZE);
    const reason = made.catch((error: unknown) => error);
    await worker.execute({ command: 'terminate' });
    expect(await reason).toMatchObject({ code: 'RUN_ABORTED' });
    expect(worker.state).toBe('AVAILABLE');
  });

  it('is broken, and says why, if the resources of a run cannot be released', async () => {
    const { worker, part, told } = stage();
    await tell(worker, ...TO_START);
    part.disposal = () => Promise.reject(new Error('it sticks'));
    await worker.execute({ command: 'terminate' });
    expect(told.at(-1)).toBe('TERMINATED BROKEN: the resources of the run could not be released: it sticks');
    await expect(worker.execute(RESERVE)).rejects.toMatchObject({ code: 'WORKER_STATE_WRONG' });
    await worker.execute({ command: 'exit' });
    expect(worker.state).toBe('EXITED');
  });

  it('ends a run in progress when it exits', async () => {
    const { worker, part, told } = stage();
    await tell(worker, ...TO_START);
    const end = worker.execute({ command: 'start', until: 5 });
    const reason = end.catch((error: unknown) => error);
    await worker.execute({ command: 'exit' });
    expect(await reason).toMatchObject({ code: 'RUN_ABORTED' });
    expect(part.disposed).toBe(1);
    expect(told.slice(-3)).toEqual(['ACTIVE TERMINATED: exit', 'TERMINATED AVAILABLE', 'AVAILABLE EXITED']);
  });

  it('releases a run when its log is no longer being written, whatever happened meanwhile', async () => {
    const { worker, part, told } = stage();
    await tell(worker, ...TO_START);
    const log = worker.execute({ command: 'log', end: 5 }).catch((error: unknown) => error);
    await worker.execute({ command: 'pause' });
    const aligned = worker.execute({ command: 'align', until: 5 });
    part.finish();
    await aligned;
    await worker.execute({ command: 'terminate' });
    expect(await log).toMatchObject({ code: 'RUN_ABORTED' });
    expect([part.disposed, told.at(-1)]).toEqual([1, 'TERMINATED AVAILABLE']);
  });

  it('refuses a command that its state does not accept, and stays as it is', async () => {
    const { worker } = stage();
    await expect(worker.execute({ command: 'start', until: 5 })).rejects.toMatchObject({
      code: 'WORKER_STATE_WRONG',
      message: "the worker is AVAILABLE and cannot accept the command 'start', which needs READY",
    });
    expect(worker.state).toBe('AVAILABLE');
  });

  it('accepts messages from others only in READY, ACTIVE and PAUSED', async () => {
    let goOn = (): void => {};
    const { worker, transport } = stage(() => new Promise((resolve) => (goOn = resolve)));
    const arrive = (): string => {
      try {
        transport.receiver?.message(1, new ExchangeMessage(2));
        return `${worker.state}: taken`;
      } catch (error) {
        return `${worker.state}: ${(error as DiscoError).code}`;
      }
    };
    await worker.execute(RESERVE);
    const made = worker.execute(INITIALIZE);
    await expect.poll(() => transport.receiver).toBeDefined();
    const seen = [arrive()];
    goOn();
    await made;
    seen.push(arrive());
    const end = worker.execute({ command: 'start', until: 5 });
    seen.push(arrive());
    await worker.execute({ command: 'pause' });
    seen.push(arrive());
    await end;
    expect(seen).toEqual(['INITIALIZING: WORKER_STATE_WRONG', 'READY: taken', 'ACTIVE: taken', 'PAUSED: taken']);
    await worker.execute({ command: 'terminate' });
    const late = transport.received;
    arrive();
    expect(transport.received).toBe(late);
  });
});
