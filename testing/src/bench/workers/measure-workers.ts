import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryAt, type ExchangeReport } from '@disco-engine/kernel';
import { prepareRun, transportKind, type Preparation, type TransportName } from '@disco-engine/transports';
import type { Station } from './crew.js';
import type { Answer, Order } from './orders.js';

/** The result of one benchmark over one transport: medians over the rounds. */
export interface WorkersMeasurement {
  readonly name: string;
  readonly transport: TransportName;
  readonly workers: number;
  /**
   * The time of one worker relative to that of all of them, one run directly after the other: the median of the rounds.
   */
  readonly speedup: number;
  readonly speedupLow: number;
  readonly speedupHigh: number;
  readonly eventsPerSecond: number;
  readonly remoteShare: number;
  /** Without the frames of sessions and sockets underneath. */
  readonly bytesPerRemoteEvent: number;
  readonly promisesPerRemoteEvent: number;
  readonly messages: number;
  /** The share of the time that the workers waited for one another. */
  readonly blockedShare: number;
}

export interface Subject {
  readonly benchmark: string;
  readonly transport: TransportName;
  /** For the benchmark's seats. */
  readonly prepared: unknown;
  /** The first is that of the worker that runs alone. */
  readonly stations: readonly Station[];
}

interface Round {
  readonly milliseconds: number;
  readonly events: number;
  readonly bytes: number;
  readonly reports: readonly ExchangeReport[];
}

/** Two extra rounds come first: one that counts bytes, and one that warms up the compiler. */
export async function measureWorkers(subject: Subject, rounds: number): Promise<WorkersMeasurement> {
  const { benchmark, transport, prepared, stations } = subject;
  const alone = (): Promise<Round> => oneRound({ benchmark, prepared, stations: stations.slice(0, 1) }, false);
  await alone();
  const counted = await oneRound(subject, true);
  await oneRound(subject, false);
  const speedups: number[] = [];
  let last = counted;
  let speed = 0;
  for (let round = 0; round < rounds; round++) {
    const before = await alone();
    last = await oneRound(subject, false);
    const after = await alone();
    if (last.events !== before.events)
      throw new Error(`${last.events} events on several workers, but ${before.events} on one`);
    speedups.push((before.milliseconds + after.milliseconds) / 2 / last.milliseconds);
    speed = Math.max(speed, (last.events * 1000) / last.milliseconds);
  }
  const peers = counted.reports.flatMap((report) => report.peers);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const remote = sum(peers.map(({ eventsSent }) => eventsSent));
  const blocked = sum(last.reports.flatMap((report) => report.peers.map((peer) => peer.blockedMilliseconds)));
  speedups.sort((a, b) => a - b);
  return {
    name: benchmark,
    transport,
    workers: stations.length,
    speedup: speedups[speedups.length >> 1] ?? NaN,
    speedupLow: speedups[0] ?? NaN,
    speedupHigh: speedups[speedups.length - 1] ?? NaN,
    eventsPerSecond: Math.round(speed),
    remoteShare: remote / counted.events,
    bytesPerRemoteEvent: counted.bytes / remote,
    promisesPerRemoteEvent: sum(peers.map(({ promisesSent }) => promisesSent)) / remote,
    messages: sum(peers.map(({ messagesSent }) => messagesSent)),
    blockedShare: blocked / (last.milliseconds * stations.length),
  };
}

async function oneRound(
  { benchmark, transport, prepared, stations }: Omit<Subject, 'transport'> & Partial<Subject>,
  counted: boolean,
): Promise<Round> {
  const workers = stations.length;
  const folder = await mkdtemp(join(tmpdir(), 'disco-bench-'));
  let preparation: Preparation | undefined;
  try {
    preparation = transport && (await prepareRun(transportKind(transport), { workers, run: 0, folder }));
    const orders = stations.map((_, worker): Order => {
      const plan = preparation?.plans[worker];
      const joining = transport && plan && { transport, plan };
      return { kind: 'listen', benchmark, worker, workers, join: joining, counted, prepared };
    });
    const listening = await all(stations, (worker) => entryAt(orders, worker));
    const addresses = listening.map((answer) => (answer.kind === 'listening' ? answer.address : ''));
    await all(stations, () => ({ kind: 'open', addresses }));
    const start = performance.now();
    const done = await all(stations, () => ({ kind: 'go' }));
    const milliseconds = performance.now() - start;
    await all(stations, () => ({ kind: 'leave' }));
    const results = done.flatMap((answer) => (answer.kind === 'done' ? [answer] : []));
    return {
      milliseconds,
      events: results.reduce((total, { events }) => total + events, 0),
      bytes: results.reduce((total, { bytes }) => total + bytes, 0),
      reports: results.flatMap(({ report }) => report ?? []),
    };
  } finally {
    await preparation?.release?.();
    await rm(folder, { recursive: true });
  }
}

function all(stations: readonly Station[], order: (worker: number) => Order): Promise<Answer[]> {
  return Promise.all(stations.map((station, worker) => station.order(order(worker))));
}
