import type { PartFigures, RunPart } from './run-part.js';
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
export function withPart(totals: WorkTotals, part: RunPart): WorkTotals {
  const { activations, events } = part.figures();
  const [one, other] = [totals.traffic, part.traffic()];
  return {
    activations: totals.activations + activations,
    events: totals.events + events,
    blockedMilliseconds: totals.blockedMilliseconds + part.waits().blockedMilliseconds,
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
