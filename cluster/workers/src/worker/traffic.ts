import type { ExchangeReport } from '@disco-engine/sdk';

/** What a part of a run has exchanged with the others so far, as totals over them. */
export interface TrafficFigures {
  readonly eventsSent: number;
  readonly eventsReceived: number;
  readonly messagesSent: number;
  readonly messagesReceived: number;
  /** Number of messages sent that carried no event. */
  readonly promisesSent: number;
  /** How often it has waited for another worker. */
  readonly waits: number;
}

/** @param exchange undefined if there are no other workers */
export function trafficOf(exchange: ExchangeReport | undefined): TrafficFigures {
  const sum = (name: keyof TrafficFigures): number =>
    (exchange?.peers ?? []).reduce((total, peer) => total + peer[name], 0);
  return {
    eventsSent: sum('eventsSent'),
    eventsReceived: sum('eventsReceived'),
    messagesSent: sum('messagesSent'),
    messagesReceived: sum('messagesReceived'),
    promisesSent: sum('promisesSent'),
    waits: sum('waits'),
  };
}

/** Milliseconds for which a part has waited for others so far. */
export function blockedMillisecondsOf(exchange: ExchangeReport | undefined): number {
  return (exchange?.peers ?? []).reduce((sum, peer) => sum + peer.blockedMilliseconds, 0);
}
