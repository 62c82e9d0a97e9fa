import { setTimeout as pause } from 'node:timers/promises';
import { DiscoError, ExchangeMessage, type Seat } from '@disco-engine/kernel';
import { onTestFinished } from 'vitest';
import { greet } from '../../src/session/greeting.js';
import type { Introduction } from '../../src/session/handshake-frames.js';
import { SessionEndpoint } from '../../src/session/session-endpoint.js';
import { sessionSettings, type SessionTransportOptions } from '../../src/session/session-options.js';
import { MemoryConnection } from './memory-connection.js';
import { WIRE_VERSION } from '../../src/wire/wire-limits.js';

const SCHEMES = { plain: 'ws', secure: 'wss' };

export interface Member {
  readonly endpoint: SessionEndpoint;
  /** Sequence numbers, each preceded by the number of the sender. */
  readonly seen: string[];
  readonly failures: DiscoError[];
  /** Both ends of each connection that this worker has dialled. */
  readonly dialled: (readonly [near: MemoryConnection, far: MemoryConnection])[];
}

/** Workers that dial each other in memory. A worker that is away cannot be reached. */
export class Company {
  readonly members: Member[] = [];
  readonly away = new Set<number>();
  /** The worker that is reached when another one is dialled. */
  readonly mistaken = new Map<number, number>();
  /** What answers instead of a worker. */
  readonly impostors = new Map<number, (connection: MemoryConnection) => void>();
  released = 0;

  constructor(
    readonly workers: number,
    private readonly options: Partial<SessionTransportOptions> = {},
  ) {
    onTestFinished(async () => void (await Promise.all(this.members.map(async ({ endpoint }) => endpoint.close()))));
  }

  add(worker: number, seat: Partial<Seat> = {}, options: Partial<SessionTransportOptions> = {}): Member {
    const settings = sessionSettings({ listen: 'unix:/nowhere', ...this.options, ...options }, SCHEMES);
    const [seen, failures]: [string[], DiscoError[]] = [[], []];
    const receiver = {
      message: (from: number, { sequence }: ExchangeMessage) => void seen.push(`${from}: ${sequence}`),
      failed: (error: DiscoError) => void failures.push(error),
    };
    const dialled: Member['dialled'] = [];
    const own: Seat = { worker, workers: this.workers, identity: [['seed', '7']] as const, ...seat };
    const endpoint = new SessionEndpoint(own, receiver, settings, {
      addressOf: (other) => own.addresses?.[other] ?? (other < worker ? `ws://there:${other}` : undefined),
      connect: (other) => {
        const pair = MemoryConnection.pair();
        dialled.push(pair);
        const host = this.members[this.mistaken.get(other) ?? other];
        const impostor = this.impostors.get(other);
        if (impostor !== undefined) impostor(pair[1]);
        else if (host === undefined || this.away.has(other)) pair[1].terminate();
        else greet(pair[1], host.endpoint);
        return pair[0];
      },
      close: async () => {
        await pause(5);
        this.released += 1;
      },
    });
    return (this.members[worker] = { endpoint, seen, failures, dialled });
  }

  async open(): Promise<void> {
    await Promise.all(this.members.map(async ({ endpoint }) => endpoint.open()));
  }
}

/** The introduction of a worker that joins a run of two. */
export function guestOf(worker: number): Introduction {
  const identity = [
    ['seed', '7'],
    ['maxFrameBytes', '16777216'],
    ['maxEvents', '1000000'],
    ['maxValues', '1000000'],
  ] as const;
  return { wire: WIRE_VERSION, worker, workers: 2, session: 'a'.repeat(32), knows: '', received: 0, identity };
}

export function numbered(sequence: number, workers: number): ExchangeMessage {
  const message = new ExchangeMessage(workers);
  message.sequence = sequence;
  return message;
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

export async function errorOf(promise: Promise<unknown>): Promise<DiscoError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DiscoError) return error;
  throw new Error('it did not fail with a DiscoError', { cause: error });
}
