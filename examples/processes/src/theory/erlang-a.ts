import { birthAndDeath, expected } from './birth-and-death.js';

/** Rates, each per unit of time. */
export interface ImpatientQueue {
  readonly arrivals: number;
  /** Of one agent. */
  readonly service: number;
  /** At which one who waits gives up. */
  readonly impatience: number;
  readonly agents: number;
}

/** What is known of it: C. Palm's queue M/M/c+M. */
export interface ErlangA {
  /** How likely a caller has to wait, however short. */
  readonly delayed: number;
  /** How likely a caller gives up. */
  readonly lost: number;
  /** How many wait on average. */
  readonly queue: number;
}

/**
 * Exactly, from the number of callers as a birth-and-death process. O. Garnett, A. Mandelbaum and M. Reiman, "Designing a Call Center with
 * Impatient Customers", Manufacturing & Service Operations Management 4(3), 2002.
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
    // Arrivals of Poisson see what is there in the long run.
    delayed: expected(probabilities, (callers) => (callers >= agents ? 1 : 0)),
    lost: (queue * impatience) / arrivals,
    queue,
  };
}
