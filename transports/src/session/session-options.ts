import { InvalidInputError, type Problem, shownValue } from '@disco-engine/kernel';
import type { Schemes } from '../security/address.js';
import { DEFAULT_STRANGER_LIMITS, type StrangerLimits } from '../security/stranger-gate.js';
import { addressProblems, trustProblems, type TrustOptions } from '../security/trust.js';
import { wireLimits, type WireLimits } from '../wire/wire-limits.js';

/** What transports over connections have in common. Times are milliseconds of real time. */
export interface SessionTransportOptions extends TrustOptions, Partial<SessionLimits> {
  /** Where to listen: `unix:/run/disco/0.sock`, or a port of a host, 0 for any that is free. */
  readonly listen: string;
  /** What to tell others instead of `listen`, such as the name of this machine for a listener at `0.0.0.0`. */
  readonly advertise?: string | undefined;
  /** Address of each worker by its number; without it, `Seat.addresses`. Only lower numbers than one's own are dialled. */
  readonly peers?: readonly string[] | undefined;
  readonly limits?: Partial<WireLimits> | undefined;
}

/** Bounds of time and memory, all with defaults that suit workers on one site. */
export interface SessionLimits extends StrangerLimits {
  /** How long `open` waits for the others, 30,000 by default. */
  readonly openWithin: number;
  /**
   * How long a run survives without a connection to a worker, 10,000 by default. Take more than the longest time that a handler may
   * keep its worker from answering.
   */
  readonly lostAfter: number;
  /** How often an idle connection shows that it lives, 1,000 by default; after three times that in silence it is made anew. */
  readonly heartbeat: number;
  /** How long `close` tries to deliver what was sent before, 2,000 by default. */
  readonly closeWithin: number;
  /** How long a new connection may take to prove who it is, from its TLS handshake on; 5,000 by default. */
  readonly handshakeWithin: number;
  /** How many connections may be at that at one time, 128 by default; the oldest has to go when another one comes. */
  readonly maxStrangers: number;
  /** Bytes that are kept for a worker that has not confirmed them, 256 MiB by default; more, and it counts as lost. */
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

/** Options that hold, after all checks. */
export interface SessionSettings extends SessionLimits {
  readonly wire: WireLimits;
  readonly token: Uint8Array | undefined;
}

/** @throws InvalidInputError `TRANSPORT_INVALID`, `LIMITS_INVALID` */
export function sessionSettings(options: SessionTransportOptions, schemes: Schemes): SessionSettings {
  const { token } = options;
  const problems = [...trustProblems(options), ...addressProblems(options.listen, schemes, options)];
  for (const peer of options.peers ?? []) problems.push(...addressProblems(peer, schemes, options));
  const limits = Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [name, options[name as keyof SessionLimits] ?? value]),
  ) as unknown as SessionLimits;
  problems.push(...limitProblems(limits));
  if (problems.length > 0) throw new InvalidInputError('TRANSPORT_INVALID', 'the options of the transport', problems);
  return { ...limits, wire: wireLimits(options.limits), token: token === undefined ? undefined : Buffer.from(token) };
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
