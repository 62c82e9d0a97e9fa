import type { Topology } from '@disco-engine/kernel';
import type { Load } from './load.js';

/**
 * The greatest number of workers that a model on a scenario can keep busy, whatever the placement: the total work divided by
 * the longest part of it that must be sequential at one epoch, which is a chain of links without delay or all ports of one
 * node. It is the true bound if all ports are active at the same epochs; with lookahead, epochs overlap, and more may be
 * possible in theory.
 */
export function parallelismOf({ portCount, simprocCount, tables }: Topology, { work }: Load): number {
  const { portAt, linkStarts, linkTargets, order, simprocs } = tables;
  const handled = new Int32Array(work.length);
  const delays = simprocs.map(({ minimumDelay }) => minimumDelay);
  for (const port of portAt) {
    const node = Math.trunc(port / simprocCount);
    handled[node] = (handled[node] ?? NaN) + 1;
  }
  const done = new Float64Array(portCount);
  let [total, longest] = [0, 0];
  // Links without delay lead to later ports in the order, so everything that leads to a port is known before it.
  for (const port of portAt) {
    const node = Math.trunc(port / simprocCount);
    const own = (work[node] ?? NaN) / (handled[node] ?? NaN);
    const whenDone = (done[port] ?? NaN) + own;
    done[port] = whenDone;
    total += own;
    longest = Math.max(longest, whenDone, work[node] ?? NaN);
    for (const target of linkTargets.subarray(linkStarts[port], linkStarts[port + 1])) {
      if ((delays[target % simprocCount] ?? NaN) > 0 || (order[target] ?? NaN) < 0) continue;
      done[target] = Math.max(done[target] ?? NaN, whenDone);
    }
  }
  return longest > 0 ? total / longest : 1;
}
