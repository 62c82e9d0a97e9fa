import type { ExchangeReport } from '@disco-engine/sdk';
import { blockedMillisecondsOf, trafficOf, type TrafficFigures } from './traffic.js';

/** Where a part stands towards the others. */
export interface PartStanding {
  /** How long it has waited for them so far. */
  readonly waits: WaitFigures;
  /** What it has exchanged with them so far. */
  readonly traffic: TrafficFigures;
  /** Number of events that its ports have yet to receive. */
  readonly pendingEvents: number;
}

/** How long a part has waited for others. */
export interface WaitFigures {
  readonly blockedMilliseconds: number;
  /** The port, as `node/simproc`, at which it has waited longest. */
  readonly heldUpAt?: string | undefined;
}

/**
 * Where a part stands towards the others.
 *
 * @param exchange undefined if there are no other workers
 * @param outstanding number of events that its nodes have sent, to any worker, minus that of those they have received
 */
export function standingOf(exchange: ExchangeReport | undefined, outstanding: number): PartStanding {
  const traffic = trafficOf(exchange);
  return {
    waits: { blockedMilliseconds: blockedMillisecondsOf(exchange), heldUpAt: exchange?.heldUpAt?.port },
    traffic,
    pendingEvents: outstanding - traffic.eventsSent + traffic.eventsReceived,
  };
}
