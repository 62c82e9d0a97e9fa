import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import './agreement.js';
import { erlangB, erlangC, waitAfter } from './queueing-theory.js';
import { QueueingNetwork, Station } from './queueing-network.js';
import { replicate } from './replicate.js';
import type { StationStatistics } from './station-statistics.js';
import { HYPEREXPONENTIAL } from './times.js';

interface Queue {
  /** In Kendall's notation. */
  readonly name: string;
  /** Customers per mean service time. */
  readonly rate: number;
  readonly arrivals?: string;
  readonly services?: string;
  readonly servers?: number;
  readonly room?: number;
  /** Service times to measure in each replication. */
  readonly measured: number;
  /** Service times before measuring. */
  readonly warmup?: number;
}

/** What is measured at the single station of a queue with services of mean 1, per replication. */
function estimates(queue: Queue, read: (statistics: StationStatistics, end: number) => number): Promise<number[]> {
  const {
    name,
    rate,
    measured,
    warmup = 2000,
    arrivals = 'exponential',
    services = 'exponential',
    servers = 1,
    room,
  } = queue;
  const scenario = new ScenarioBuilder(name)
    .vertex('source', 'door', { rate, times: arrivals })
    .vertex('station', 'desk', { rate: 1, times: services, servers, ...(room === undefined ? {} : { room }) })
    .edge('arrival', 'door', 'desk')
    .build();
  const statistics = (simulation: Simulation): StationStatistics => simulation.node('station/desk', Station).statistics;
  // The slowest transient of an M/M/1 queue decays as exp(-t (1 - √u)²), Cohen, "The Single Server Queue" (1969): at u
  // = 0.9 this is 0.005 after 2,000 service times. The others decay faster, and those with many servers in
  // correspondingly less time.
  return replicate(
    { model: QueueingNetwork, scenario, replications: 25, warmup, measured },
    (simulation) => statistics(simulation).restart(simulation.epoch),
    (simulation, end) => read(statistics(simulation), end),
  );
}

/** The Laplace transform of a hyperexponential time. */
function hyperexponential(mean: number): (s: number) => number {
  const { short, means } = HYPEREXPONENTIAL;
  return (s) => short / (1 + means[0] * mean * s) + (1 - short) / (1 + means[1] * mean * s);
}

test.each([
  // Wq = u / (1 - u).
  { name: 'M/M/1', rate: 0.9, measured: 85_000, truth: 9, off: 0.15 },
  // Wq = C / (c (1 - u)), with the Erlang C formula C for the probability of waiting.
  { name: 'M/M/20', rate: 17, servers: 20, warmup: 200, measured: 6500, truth: erlangC(20, 17) / (20 - 17), off: 0.15 },
  // Wq = u / 2(1 - u) by the Pollaczek–Khinchin formula.
  { name: 'M/D/1', rate: 0.7, services: 'fixed', measured: 15_000, truth: 0.7 / (2 * 0.3) },
  { name: 'D/M/1', rate: 0.8, arrivals: 'fixed', measured: 42_000, truth: waitAfter((s) => Math.exp(-s / 0.8)) },
  { name: 'E2/M/1', rate: 0.8, arrivals: 'erlang-2', measured: 58_000, truth: waitAfter((s) => (1 + s / 1.6) ** -2) },
  {
    name: 'H2/M/1',
    rate: 0.8,
    arrivals: 'hyperexponential',
    measured: 100_000,
    truth: waitAfter(hyperexponential(1 / 0.8)),
  },
])('the mean wait in $name is $truth', async ({ truth, off = 0.1, ...queue }) => {
  const waits = await estimates(queue, (statistics) => statistics.meanWait);
  expect(waits).toTellFromNeighbours(truth, off);
});

// By Little's law it is the rate times a stay of Wq + 1.
test('the mean number in M/M/20 is 19.182', async () => {
  const queue = { name: 'M/M/20', rate: 17, servers: 20, warmup: 200, measured: 1000 };
  const numbers = await estimates(queue, (statistics, end) => statistics.meanNumber(end));
  expect(numbers).toTellFromNeighbours(17 * (1 + erlangC(20, 17) / 3));
});

test.each([
  // (1 - u) u^n / (1 - u^(n + 1)) with room for n.
  { name: 'M/M/1/10', rate: 1.2, room: 10, measured: 24_000, truth: (-0.2 * 1.2 ** 10) / (1 - 1.2 ** 11) },
  // Erlang's formula holds for service times with any distribution: the variance of these is twice that of exponential
  // ones.
  {
    name: 'M/G/10/10',
    rate: 9,
    services: 'gamma',
    servers: 10,
    room: 10,
    warmup: 200,
    measured: 2500,
    truth: erlangB(10, 9),
  },
])('the share lost in $name is $truth', async ({ truth, ...queue }) => {
  const shares = await estimates(queue, (statistics) => statistics.lossRatio);
  expect(shares).toTellFromNeighbours(truth);
});
