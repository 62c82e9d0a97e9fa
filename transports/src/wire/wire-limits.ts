import { InvalidInputError, type Problem, shownValue } from '@disco-engine/kernel';

/** Increases with every change of the format that an older worker would not understand. */
export const WIRE_VERSION = 2;

/** Limits for one message. All workers of a run need the same limits, or the smallest apply. */
export interface WireLimits {
  /** Bytes per message. Default 16 MiB. */
  readonly maxFrameBytes: number;
  /** Events per message. Default 1,000,000. */
  readonly maxEvents: number;
  /**
   * Values in the payloads of one message, including nested values and the keys of objects. Default 1,000,000. A typed
   * array is one value.
   */
  readonly maxValues: number;
}

const DEFAULT_LIMITS: WireLimits = { maxFrameBytes: 2 ** 24, maxEvents: 1_000_000, maxValues: 1_000_000 };

/** @throws InvalidInputError `LIMITS_INVALID` */
export function wireLimits(given: Partial<WireLimits> = {}): WireLimits {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const problems = Object.entries(limits).flatMap(([name, value]): Problem[] => {
    if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31) return [];
    return [
      {
        code: 'LIMITS_INVALID',
        message: `${name} is ${shownValue(value)}; it must be a whole number from 1 to 2147483647`,
      },
    ];
  });
  if (problems.length > 0)
    throw new InvalidInputError('LIMITS_INVALID', 'the set of limits of the wire format', problems);
  return limits;
}
