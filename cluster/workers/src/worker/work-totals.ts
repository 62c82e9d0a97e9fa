import type { PartStanding } from './part-standing.js';
import type { PartFigures } from './run-part.js';
import { trafficOf, type TrafficFigures } from './traffic.js';

/** What a worker has done in all of its runs. */
export interface WorkTotals extends Omit<PartFigures, 'epoch'> {
  readonly blockedMilliseconds: number;
  readonly traffic: TrafficFigures;
}

export const NO_WORK: WorkTotals = {
  activations: 0,
  events: 0,
  blockedMilliseconds: 0,
  traffic: trafficOf(undefined),
};

/** Adds what a part has done so far. */
export function withPart(totals: WorkTotals, { activations, events }: PartFigures, standing: PartStanding): WorkTotals {
  const [one, other] = [totals.traffic, standing.traffic];
  return {
    activations: totals.activations + activations,
    events: totals.events + events,
    blockedMilliseconds: totals.blockedMilliseconds + standing.waits.blockedMilliseconds,
    traffic: {
      eventsSent: one.eventsSent + other.eventsSent,
      eventsReceived: one.eventsReceived + other.eventsReceived,
      messagesSent: one.messagesSent + other.messagesSent,
      messagesReceived: one.messagesReceived + other.messagesReceived,
      promisesSent: one.promisesSent + other.promisesSent,
      waits: one.waits + other.waits,
    },
  };
}
