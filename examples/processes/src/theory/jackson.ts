/** A network of queues with one server each. */
export interface OpenNetwork {
  /** Rate from outside to each station. */
  readonly external: readonly number[];
  /** Of each station, per unit of time. */
  readonly service: readonly number[];
  /** How likely it goes on from one station (row) to another (column). With the rest it leaves. */
  readonly routing: readonly (readonly number[])[];
  /** Time on the way from one station to another. */
  readonly transfer: number;
}

export interface Jackson {
  /** How many are at each station on average, the one who is served included. */
  readonly numbers: readonly number[];
  /** From entering the network to leaving it, on average. */
  readonly stay: number;
}

/**
 * Each station is as a queue M/M/1 of its own: J. R. Jackson, "Networks of waiting lines", Operations Research 5 (1957). A fixed time on the way
 * changes none of them: F. Baskett, K. M. Chandy, R. R. Muntz and F. G. Palacios, "Open, closed, and mixed networks of queues with
 * different classes of customers", Journal of the ACM 22 (1975).
 */
export function jackson({ external, service, routing, transfer }: OpenNetwork): Jackson {
  const rates = arrivalRates(external, routing);
  const loads = rates.map((rate, at) => rate / (service[at] ?? NaN));
  const numbers = loads.map((load) => load / (1 - load));
  const entering = sum(external);
  const transfers = sum(rates) - entering;
  // By Little's law: all who are in the network, over the rate at which they enter it.
  return { numbers, stay: (sum(numbers) + transfers * transfer) / entering };
}

/** Solves λ = γ + λP by iteration, which converges as everybody leaves some day. */
function arrivalRates(external: readonly number[], routing: readonly (readonly number[])[]): number[] {
  let rates = [...external];
  for (let round = 0; round < 1000; round++)
    rates = external.map((own, to) => own + sum(rates.map((rate, from) => rate * (routing[from]?.[to] ?? 0))));
  return rates;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
