import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import { describe, expect, test } from 'vitest';
import './agreement.js';
import { erlangC } from './queueing-theory.js';
import { QueueingNetwork, Station } from './queueing-network.js';
import { replicate } from './replicate.js';

const station = (simulation: Simulation): Station => simulation.node('station/desk', Station);

/** Services take 1 on average, so that a utilisation u of c servers is an arrival rate of u · c. */
async function queue(servers: number, utilisation: number, measured: number) {
  const scenario = new ScenarioBuilder(`M/M/${servers}`)
    .vertex('source', 'door', { rate: utilisation * servers })
    .vertex('station', 'desk', { rate: 1, servers })
    .edge('arrival', 'door', 'desk')
    .build();
  // The slowest part of how an M/M/1 queue begins fades as exp(-t (1 - √u)²), Cohen, "The Single Server Queue" (1969):
  // at u = 0.8 this is below 1e-9 after 2,000 service times. With more servers it fades no more slowly at the same u.
  const results = await replicate(
    { model: QueueingNetwork, scenario, replications: 25, warmup: 2000, measured },
    (simulation) => station(simulation).statistics.restart(simulation.epoch),
    (simulation, end) => ({
      wait: station(simulation).statistics.meanWait,
      number: station(simulation).statistics.meanNumber(end),
    }),
  );
  return { waits: results.map(({ wait }) => wait), numbers: results.map(({ number }) => number) };
}

// Wq = u / (1 - u) service times and L = u / (1 - u) customers: Kleinrock, "Queueing Systems", vol. 1 (1975), chapter 3.
describe.each([
  { utilisation: 0.5, measured: 40_000 },
  { utilisation: 0.8, measured: 100_000 },
])('M/M/1 at a utilisation of $utilisation', ({ utilisation, measured }) => {
  test('the mean wait and the mean number in the system are the known ones', async () => {
    const { waits, numbers } = await queue(1, utilisation, measured);
    const truth = utilisation / (1 - utilisation);
    for (const estimates of [waits, numbers]) {
      expect(estimates).toAgreeWith(truth);
      expect(estimates).not.toAgreeWith(truth * 0.9);
      expect(estimates).not.toAgreeWith(truth * 1.1);
    }
  });
});

// Wq = C / (c (1 - u)) service times, with the Erlang C formula C for the probability to wait; the mean number in the system
// is by Little's law a rate of c · u times a stay of Wq + 1. Kleinrock, vol. 1 (1975), chapter 3.
describe.each([
  { servers: 3, utilisation: 0.8, measured: 50_000 },
  { servers: 5, utilisation: 0.8, measured: 35_000 },
])('M/M/$servers at a utilisation of $utilisation', ({ servers, utilisation, measured }) => {
  test('the mean wait and the mean number in the system are the known ones', async () => {
    const { waits, numbers } = await queue(servers, utilisation, measured);
    const truth = erlangC(servers, servers * utilisation) / (servers * (1 - utilisation));
    expect(waits).toAgreeWith(truth);
    expect(numbers).toAgreeWith(servers * utilisation * (truth + 1));
    expect(waits).not.toAgreeWith(truth * 0.9);
    expect(waits).not.toAgreeWith(truth * 1.1);
  });
});
