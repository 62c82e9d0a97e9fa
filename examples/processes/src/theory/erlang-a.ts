import { birthAndDeath, expected } from './birth-and-death.js';

/** Rates, each per unit of time. */
export interface ImpatientQueue {
  readonly arrivals: number;
  /** Of one agent. */
  readonly service: number;
  /** Rate at which a waiting caller hangs up. */
  readonly impatience: number;
  readonly agents: number;
}

/** Figures of C. Palm's queue M/M/c+M. */
export interface ErlangA {
  /** Probability that a caller has to wait, however briefly. */
  readonly delayed: number;
  /** Probability that a caller hangs up. */
  readonly lost: number;
  /** Mean number of waiting callers. */
  readonly queue: number;
}

/**
 * The exact solution, with the number of callers as a birth-and-death process. O. Garnett, A. Mandelbaum and M. Reiman,
 * "Designing a Call Center with Impatient Customers", Manufacturing & Service Operations Management 4(3), 2002.
 */
export function erlangA({ arrivals, service, impatience, agents }: ImpatientQueue): ErlangA {
  const waiting = (callers: number): number => Math.max(0, callers - agents);
  const probabilities = birthAndDeath(
    {
      birth: () => arrivals,
      death: (callers) => Math.min(callers, agents) * service + waiting(callers) * impatience,
    },
    200,
  );
  const queue = expected(probabilities, waiting);
  return {
    // Poisson arrivals see time averages.
    delayed: expected(probabilities, (callers) => (callers >= agents ? 1 : 0)),
    lost: (queue * impatience) / arrivals,
    queue,
  };
}
