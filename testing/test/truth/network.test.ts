import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import './agreement.js';
import { arrivalRates, closedThroughput, machinesDown } from './queueing-theory.js';
import { QueueingNetwork, Station, TRANSFER } from './queueing-network.js';
import { replicate } from './replicate.js';

// Work may be sent back: 0 → 1 → 0, 1 → 2 → 0.
const external = [0.4, 0.2, 0];
const routing = [
  [0, 0.6, 0.2],
  [0.2, 0, 0.5],
  [0.3, 0, 0],
];
const serviceRates = [1, 1, 0.8];

function network() {
  const builder = new ScenarioBuilder('open network with feedback');
  serviceRates.forEach((rate, i) => builder.vertex('station', `s${i}`, { rate }));
  external.forEach((rate, i) => {
    if (rate > 0) builder.vertex('source', `door${i}`, { rate }).edge('arrival', `door${i}`, `s${i}`);
  });
  routing.forEach((row, from) =>
    row.forEach((probability, to) => {
      if (probability > 0) builder.edge('arrival', `s${from}`, `s${to}`, probability);
    }),
  );
  return builder.build();
}

const stations = (simulation: Simulation): Station[] => [...simulation.nodes(Station).values()];

/**
 * In an open Jackson network each station has as many customers as a separate M/M/1 queue fed at the rate λ of the traffic
 * equations: u / (1 - u) with u = λ / μ. J. R. Jackson, "Jobshop-like queueing systems", Management Science 10 (1963).
 *
 * The theory has no time between stations, and a layer with cycles must have some. That costs no accuracy: a time on the way
 * that is the same for everybody is a station with a server for each customer, and a network with such stations, whatever their
 * service times, keeps the product form with the same numbers at the other stations. Baskett, Chandy, Muntz and Palacios,
 * "Open, closed, and mixed networks of queues with different classes of customers", Journal of the ACM 22 (1975).
 */
test('each station of a Jackson network with feedback holds as many customers as the product form predicts', async () => {
  const rates = arrivalRates(external, routing);
  const loads = rates.map((rate, i) => rate / (serviceRates[i] ?? 1));
  const results = await replicate(
    { model: QueueingNetwork, scenario: network(), replications: 25, warmup: 2000, measured: 28_000 },
    (simulation) => stations(simulation).forEach(({ statistics }) => statistics.restart(simulation.epoch)),
    (simulation, end) => stations(simulation).map(({ statistics }) => statistics.meanNumber(end)),
  );
  loads.forEach((load, i) => {
    const numbers = results.map((found) => found[i] ?? Number.NaN);
    const truth = load / (1 - load);
    expect(numbers, `station ${i}`).toTellFromNeighbours(truth, 0.1);
  });
});

// What leaves an M/M/1 queue is a Poisson process again: P. J. Burke, "The Output of a Queuing System", Operations Research 4 (1956).
test('two stations in series are each M/M/1 queues', async () => {
  const scenario = new ScenarioBuilder('tandem')
    .vertex('source', 'door', { rate: 0.6 })
    .vertex('station', 's0', { rate: 1 })
    .vertex('station', 's1', { rate: 0.9 })
    .edge('arrival', 'door', 's0')
    .edge('arrival', 's0', 's1')
    .build();
  const results = await replicate(
    { model: QueueingNetwork, scenario, replications: 25, warmup: 1000, measured: 40_000 },
    (simulation) => stations(simulation).forEach(({ statistics }) => statistics.restart(simulation.epoch)),
    (simulation, end) => stations(simulation).reduce((sum, { statistics }) => sum + statistics.meanNumber(end), 0),
  );
  expect(results).toTellFromNeighbours(0.6 / 0.4 + 0.6 / 0.3);
});

// They share only the transfer: after each station, a customer is in transit for a TRANSFER.
test('a closed network has the throughput of mean value analysis', async () => {
  const routes = [
    ['s0', 's1', 0.5],
    ['s0', 's2', 0.5],
    ['s1', 's0', 1],
    ['s2', 's0', 1],
  ] as const;
  const builder = new ScenarioBuilder('closed');
  for (const [name, rate, start] of [
    ['s0', 1, 4],
    ['s1', 0.6, 0],
    ['s2', 0.4, 0],
  ] as const)
    builder.vertex('station', name, { rate, start });
  for (const [from, to, probability] of routes) builder.edge('arrival', from, to, probability);
  const results = await replicate(
    { model: QueueingNetwork, scenario: builder.build(), replications: 25, warmup: 500, measured: 2000 },
    (simulation) => simulation.node('station/s0', Station).statistics.restart(simulation.epoch),
    (simulation, end) => simulation.node('station/s0', Station).statistics.throughput(end),
  );
  expect(results).toTellFromNeighbours(closedThroughput([1, 0.5 / 0.6, 0.5 / 0.4], 2 * TRANSFER, 4));
});

// A machine runs for 5 on average: 4 at a station with one server per machine, plus the transfers from and to the repairmen.
test('ten machines with two repairmen have 2.4037 of them down', async () => {
  const scenario = new ScenarioBuilder('machine repair')
    .vertex('station', 'hall', { rate: 1 / (5 - 2 * TRANSFER), servers: 10, start: 10 })
    .vertex('station', 'workshop', { rate: 1, servers: 2 })
    .edge('arrival', 'hall', 'workshop')
    .edge('arrival', 'workshop', 'hall')
    .build();
  const results = await replicate(
    { model: QueueingNetwork, scenario, replications: 25, warmup: 500, measured: 5000 },
    (simulation) => simulation.node('station/workshop', Station).statistics.restart(simulation.epoch),
    (simulation, end) => simulation.node('station/workshop', Station).statistics.meanNumber(end),
  );
  expect(machinesDown(10, 2, 1 / 5)).toBeCloseTo(2.4037, 4);
  expect(results).toTellFromNeighbours(machinesDown(10, 2, 1 / 5));
});
