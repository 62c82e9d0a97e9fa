import { math } from '@disco-engine/sdk';

export interface ClosedPopulation {
  readonly people: number;
  /** Contacts of an infectious person per unit of time, each with any of the others. */
  readonly contacts: number;
  /** Mean of the exponential time for which a person is infectious. */
  readonly days: number;
}

/**
 * The probability that an epidemic started by one person infects a given number of others, from 0. Neither latency nor the
 * order of contacts matters. Computed from a triangular system of equations: F. Ball, "A unified approach to the distribution
 * of total size and total area under the trajectory of infectives in epidemic models", Advances in Applied Probability 18
 * (1986). Its terms cancel: it is accurate to nine decimals for up to thirty people.
 */
export function finalSizes({ people, contacts, days }: ClosedPopulation): number[] {
  const others = people - 1;
  /** Probability that an infectious person infects none of a given number of people. */
  const spares = (number: number): number => 1 / (1 + (number * contacts * days) / (people - 1));
  const probabilities: number[] = [];
  for (let size = 0; size <= others; size++) {
    const spared = spares(others - size);
    let rest = choose(others, size);
    probabilities.forEach((probability, smaller) => {
      rest -= (choose(others - smaller, size - smaller) * probability) / math.pow(spared, smaller + 1);
    });
    probabilities.push(rest * math.pow(spared, size + 1));
  }
  return probabilities;
}

function choose(of: number, some: number): number {
  let ways = 1;
  for (let at = 1; at <= some; at++) ways *= (of - some + at) / at;
  return ways;
}
