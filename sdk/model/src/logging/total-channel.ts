import type { LogChannel, TotalDescription } from './log-channel.js';

/** What channels of totals have as their node. No node is called so: names of nodes have a slash. */
export const TOTAL_NODE = 'total';

/** The channel of a total over nodes. */
export function totalChannel({ name, unit, labels }: TotalDescription): LogChannel {
  return { node: TOTAL_NODE, name, kind: 'time-weighted', unit, labels, size: 1 };
}
