import type { SimulatedHost } from '@disco-engine/transports/simulation';
import type { Channel, ChannelListener } from '../hosts/channel.js';

/** One end of a channel between two processes of one machine, or two threads of one process. */
export interface PipeEnd extends Channel {
  /** Tells this end that the other one is gone. */
  closed(reason: string): void;
}

/** A channel on which nothing is lost, and whose ends learn at once when the other one is gone. */
export function pipe(one: SimulatedHost, other: SimulatedHost): readonly [PipeEnd, PipeEnd] {
  const listeners: (ChannelListener | undefined)[] = [undefined, undefined];
  const end = (own: 0 | 1): PipeEnd => {
    const [near, far] = own === 0 ? [one, other] : [other, one];
    return {
      post(message) {
        const copy: unknown = structuredClone(message);
        far.at(near.clock.now() + LATENCY, () => listeners[1 - own]?.message(copy));
      },
      listen: (listener) => void (listeners[own] = listener),
      closed: (reason) => void near.at(near.clock.now() + LATENCY, () => listeners[own]?.closed(reason)),
    };
  };
  return [end(0), end(1)];
}

/** Milliseconds. */
const LATENCY = 0.05;
