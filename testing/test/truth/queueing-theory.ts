/**
 * The Erlang B formula: the probability that a customer of an M/G/c/c system finds no server free, whatever the service times. By the
 * recursion B(0) = 1, B(k) = a B(k - 1) / (k + a B(k - 1)), which neither overflows nor cancels. Kleinrock, "Queueing Systems", vol. 1
 * (1975), chapter 3.
 *
 * @param load offered load a, arrival rate times mean service time
 */
export function erlangB(servers: number, load: number): number {
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = (load * blocking) / (k + load * blocking);
  return blocking;
}

/**
 * The Erlang C formula: the probability that a customer of an M/M/c queue has to wait, C = B / (1 - (a / c) (1 - B)). Kleinrock,
 * "Queueing Systems", vol. 1 (1975), chapter 3.
 *
 * @param load offered load a, arrival rate times mean service time, below `servers`
 */
export function erlangC(servers: number, load: number): number {
  const blocking = erlangB(servers, load);
  return blocking / (1 - (load / servers) * (1 - blocking));
}

/**
 * The mean wait in a GI/M/1 queue with services of mean 1: σ / (1 - σ), where σ is the root of σ = A*(1 - σ) below 1 and A* the
 * Laplace transform of the times between arrivals. Kleinrock, "Queueing Systems", vol. 1 (1975), chapter 6.
 */
export function waitAfter(transform: (s: number) => number): number {
  let [root, before] = [0, -1];
  while (root - before > 1e-15) [root, before] = [transform(1 - root), root];
  return root / (1 - root);
}

/**
 * Throughput of a closed network of single-server stations, by exact mean value analysis: M. Reiser and S. S.
 * Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks", Journal of the ACM 27 (1980).
 *
 * @param demands per station, its visits per cycle times its mean service time
 * @param delay time that a customer spends in transit per cycle
 * @returns cycles per unit of time
 */
export function closedThroughput(demands: readonly number[], delay: number, customers: number): number {
  let queues = demands.map(() => 0);
  let throughput = 0;
  for (let population = 1; population <= customers; population++) {
    const stays = demands.map((demand, i) => demand * (1 + (queues[i] ?? NaN)));
    throughput = population / (delay + stays.reduce((sum, stay) => sum + stay, 0));
    queues = stays.map((stay) => throughput * stay);
  }
  return throughput;
}

/**
 * The mean number of machines that are down, if each runs for a time with mean 1 / failureRate and is repaired at a
 * rate of 1 by one of several repairmen (M/M/c//N). Running times may have any distribution. Kleinrock, "Queueing
 * Systems", vol. 1 (1975), chapter 3.
 */
export function machinesDown(machines: number, repairmen: number, failureRate: number): number {
  let [weight, total, down] = [1, 1, 0];
  for (let k = 1; k <= machines; k++) {
    weight *= ((machines - k + 1) * failureRate) / Math.min(k, repairmen);
    total += weight;
    down += k * weight;
  }
  return down / total;
}

/**
 * The rates at which customers enter the stations of an open network, from the traffic equations λ = γ + λP, iterated
 * until they converge. J. R. Jackson, "Networks of waiting lines", Operations Research 5 (1957).
 *
 * @param external γ, the rate from outside to each station
 * @param routing P, the probability of moving from one station (row) to another (column)
 */
export function arrivalRates(external: readonly number[], routing: readonly (readonly number[])[]): number[] {
  let rates = [...external];
  for (;;) {
    const next = external.map((rate, to) => rates.reduce((sum, from, i) => sum + from * (routing[i]?.[to] ?? 0), rate));
    const change = Math.max(...next.map((rate, i) => Math.abs(rate - (rates[i] ?? 0))));
    rates = next;
    if (change < 1e-14) return rates;
  }
}
