/**
 * The Erlang C formula: the probability that a customer of an M/M/c queue has to wait. By way of the Erlang B recursion
 * B(0) = 1, B(k) = a B(k - 1) / (k + a B(k - 1)) and C = B / (1 - (a / c) (1 - B)): Kleinrock, "Queueing Systems", vol. 1
 * (1975), chapter 3, for B and C; the recursion is the usual one, which neither overflows nor cancels.
 *
 * @param load offered load a, arrival rate times mean service time, below `servers`
 */
export function erlangC(servers: number, load: number): number {
  let blocking = 1;
  for (let k = 1; k <= servers; k++) blocking = (load * blocking) / (k + load * blocking);
  return blocking / (1 - (load / servers) * (1 - blocking));
}

/**
 * The rates at which customers enter the stations of an open network, by the traffic equations λ = γ + λP, iterated until they
 * stand still. J. R. Jackson, "Networks of waiting lines", Operations Research 5 (1957).
 *
 * @param external γ, the rate from outside to each station
 * @param routing P, the probability to go from one station (row) to another (column)
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
