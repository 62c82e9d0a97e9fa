/** A network of queues with one server each. */
export interface OpenNetwork {
  /** Rate from outside to each station. */
  readonly external: readonly number[];
  /** Service rate of each station, per unit of time. */
  readonly service: readonly number[];
  /** Probability of going from one station (row) to another (column); the rest leaves. */
  readonly routing: readonly (readonly number[])[];
  /** Transfer time between stations. */
  readonly transfer: number;
}

export interface Jackson {
  /** Mean number of customers at each station, including the one in service. */
  readonly numbers: readonly number[];
  /** Mean time from entering the network to leaving it. */
  readonly stay: number;
}

/**
 * Each station behaves like an independent M/M/1 queue: J. R. Jackson, "Networks of waiting lines", Operations Research 5
 * (1957). A fixed transfer time does not change this: F. Baskett, K. M. Chandy, R. R. Muntz and F. G. Palacios, "Open, closed,
 * and mixed networks of queues with different classes of customers", Journal of the ACM 22 (1975).
 */
export function jackson({ external, service, routing, transfer }: OpenNetwork): Jackson {
  const rates = arrivalRates(external, routing);
  const loads = rates.map((rate, at) => rate / (service[at] ?? NaN));
  const numbers = loads.map((load) => load / (1 - load));
  const entering = sum(external);
  const transfers = sum(rates) - entering;
  // By Little's law: the number of customers in the network over the rate at which they enter it.
  return { numbers, stay: (sum(numbers) + transfers * transfer) / entering };
}

/** Solves λ = γ + λP by iteration, which converges because every customer leaves eventually. */
function arrivalRates(external: readonly number[], routing: readonly (readonly number[])[]): number[] {
  let rates = [...external];
  for (let round = 0; round < 1000; round++)
    rates = external.map((own, to) => own + sum(rates.map((rate, from) => rate * (routing[from]?.[to] ?? 0))));
  return rates;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
