/**
 * The size of a PHOLD run: the number of processes, and of initial events per process, which is also how many stay
 * pending.
 */
export interface PholdSize {
  readonly processes: number;
  readonly eventsPerProcess: number;
}

/** The three sizes that every PHOLD benchmark runs in. */
export const PHOLD_SIZES = {
  a: { processes: 1024, eventsPerProcess: 16 },
  b: { processes: 65536, eventsPerProcess: 1 },
  c: { processes: 16, eventsPerProcess: 1 },
} as const satisfies Record<string, PholdSize>;

/** `a`, `b` or `c`. */
export type PholdConfig = keyof typeof PHOLD_SIZES;

/** The names of the sizes, in order. */
export const PHOLD_CONFIGS = Object.keys(PHOLD_SIZES) as PholdConfig[];

/** Minimum delay of an event, in simulated time; an exponential with mean `PHOLD_MEAN` is added to it. */
export const PHOLD_MIN_DELAY = 0.1;

/** Mean of the exponential part of a delay. */
export const PHOLD_MEAN = 0.9;
