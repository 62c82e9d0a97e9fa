import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import './agreement.js';
import { arrivalRates } from './queueing-theory.js';
import { QueueingNetwork, Station } from './queueing-network.js';
import { replicate } from './replicate.js';

// Work may go back: 0 → 1 → 0, 1 → 2 → 0.
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
 * In an open Jackson network each station has as many customers as an M/M/1 queue of its own, fed at the rate λ of the traffic
 * equations: u / (1 - u) with u = λ / μ. J. R. Jackson, "Jobshop-like queueing systems", Management Science 10 (1963).
 *
 * The theory has no time between stations, and a layer with cycles must have some. That costs no accuracy: a time on the way
 * that is the same for everybody is a station with a server for each customer, and a network with such stations, whatever their
 * service times, keeps the product form with the same numbers at the other stations. Baskett, Chandy, Muntz and Palacios,
 * "Open, closed, and mixed networks of queues with different classes of customers", Journal of the ACM 22 (1975).
 */
test('each station of a Jackson network with feedback holds as many customers as the product form says', async () => {
  const rates = arrivalRates(external, routing);
  const loads = rates.map((rate, i) => rate / (serviceRates[i] ?? 1));
  const results = await replicate(
    { model: QueueingNetwork, scenario: network(), replications: 25, warmup: 2000, measured: 50_000 },
    (simulation) => stations(simulation).forEach(({ statistics }) => statistics.restart(simulation.epoch)),
    (simulation, end) => stations(simulation).map(({ statistics }) => statistics.meanNumber(end)),
  );
  loads.forEach((load, i) => {
    const numbers = results.map((found) => found[i] ?? Number.NaN);
    const truth = load / (1 - load);
    expect(numbers, `station ${i}`).toAgreeWith(truth);
    expect(numbers, `station ${i}`).not.toAgreeWith(truth * 0.9);
    expect(numbers, `station ${i}`).not.toAgreeWith(truth * 1.1);
  });
});
