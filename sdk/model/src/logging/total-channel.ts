import type { LogChannel, TotalDescription } from './log-channel.js';

/** The node name of the channels of totals. No real node can have it: node names contain a slash. */
export const TOTAL_NODE = 'total';

/** The channel of a total over nodes. */
export function totalChannel({ name, unit, labels }: TotalDescription): LogChannel {
  return { node: TOTAL_NODE, name, kind: 'time-weighted', unit, labels, size: 1 };
}
