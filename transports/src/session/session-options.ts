import { InvalidInputError, type Problem, shownValue } from '@disco-engine/kernel';
import type { Clock } from '../clock/clock.js';
import { systemRandomBytes, type RandomBytes } from '../clock/random-bytes.js';
import { systemClock } from '../clock/system-clock.js';
import type { Schemes } from '../security/address.js';
import { DEFAULT_STRANGER_LIMITS, type StrangerLimits } from '../security/stranger-gate.js';
import { addressProblems, trustProblems, type TrustOptions } from '../security/trust.js';
import { wireLimits, type WireLimits } from '../wire/wire-limits.js';

/** Options common to all connection-based transports. Times are milliseconds of real time. */
export interface SessionTransportOptions extends TrustOptions, Partial<SessionLimits> {
  /** Where to listen: `unix:/run/disco/0.sock`, or a port of a host; port 0 takes any free port. */
  readonly listen: string;
  /**
   * The address that others should use instead of `listen`, for example the machine's name if it listens at `0.0.0.0`.
   */
  readonly advertise?: string | undefined;
  /** Address of each worker, by number; by default `Seat.addresses`. A worker dials only those with lower numbers. */
  readonly peers?: readonly string[] | undefined;
  readonly limits?: Partial<WireLimits> | undefined;
  /** Counts the times below. Default: the clock of this machine. */
  readonly clock?: Clock | undefined;
  /** Draws what proofs are computed over. Default: the operating system. */
  readonly randomBytes?: RandomBytes | undefined;
}

/** Limits on time and memory. The defaults suit workers at one site. */
export interface SessionLimits extends StrangerLimits {
  /** How long `open` waits for the others. Default 30,000. */
  readonly openWithin: number;
  /**
   * How long a run survives without a connection to a worker. Default 10,000. Choose more than the longest time for
   * which a handler may keep its worker from answering.
   */
  readonly lostAfter: number;
  /**
   * How often an idle connection shows that it is alive. Default 1,000. After three times that in silence, it is
   * replaced.
   */
  readonly heartbeat: number;
  /** How long `close` tries to deliver what was sent before. Default 2,000. */
  readonly closeWithin: number;
  /** How long a new connection may take to prove its identity, including the TLS handshake. Default 5,000. */
  readonly handshakeWithin: number;
  /**
   * How many connections may be proving their identity at once. Default 128; when another one arrives, the oldest has
   * to go.
   */
  readonly maxStrangers: number;
  /**
   * How many bytes are kept for a worker that has not confirmed them. Default 256 MiB; beyond that, the worker counts
   * as lost.
   */
  readonly maxUnackedBytes: number;
}

const DEFAULTS: SessionLimits = {
  openWithin: 30_000,
  lostAfter: 10_000,
  heartbeat: 1_000,
  closeWithin: 2_000,
  ...DEFAULT_STRANGER_LIMITS,
  maxUnackedBytes: 256 * 2 ** 20,
};

/** The effective options, after all checks. */
export interface SessionSettings extends SessionLimits {
  readonly wire: WireLimits;
  readonly token: Uint8Array | undefined;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** @throws InvalidInputError `TRANSPORT_INVALID`, `LIMITS_INVALID` */
export function sessionSettings(options: SessionTransportOptions, schemes: Schemes): SessionSettings {
  const { token, clock = systemClock, randomBytes = systemRandomBytes } = options;
  const problems = [...trustProblems(options), ...addressProblems(options.listen, schemes, options)];
  for (const peer of options.peers ?? []) problems.push(...addressProblems(peer, schemes, options));
  const limits = Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [name, options[name as keyof SessionLimits] ?? value]),
  ) as unknown as SessionLimits;
  problems.push(...limitProblems(limits));
  if (problems.length > 0)
    throw new InvalidInputError('TRANSPORT_INVALID', 'the configuration of the transport', problems);
  return {
    ...limits,
    wire: wireLimits(options.limits),
    token: token === undefined ? undefined : Buffer.from(token),
    clock,
    randomBytes,
  };
}

function limitProblems(limits: SessionLimits): Problem[] {
  return Object.entries(limits).flatMap(([name, value]: [string, number]): Problem[] => {
    if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31) return [];
    return [
      {
        code: 'TRANSPORT_INVALID',
        message: `${name} is ${shownValue(value)}; it must be a whole number from 1 to 2147483647`,
      },
    ];
  });
}
