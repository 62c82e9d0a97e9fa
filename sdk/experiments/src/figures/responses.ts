import { entryAt } from '@disco-engine/kernel';
import { isMeasurable } from '@disco-engine/statistics';
import { independentValues } from '../definition/independent-values.js';
import type { ResultChannel } from './channels.js';

/** One number of each replication, and so a sample for each case. */
export interface SampledResponse {
  readonly channel: ResultChannel;
  /** Which number of a channel that has several: a state or the element of a vector; empty otherwise. */
  readonly part: string;
  /** By case: the values, each under its replication. */
  readonly cases: readonly ReadonlyMap<number, number>[];
}

/** The responses of a channel: one, or one for each state or element. */
export function responsesOf(channel: ResultChannel, cases: number): SampledResponse[] {
  const parts = new Map<string, Map<number, number>[]>();
  const states = statesOf(channel);
  const put = (part: string, number: number, replication: number, value: number): void => {
    // One that is as great as this has no variance, and would leave the others without a figure.
    if (!isMeasurable(value)) return;
    const known = parts.get(part) ?? Array.from({ length: cases }, () => new Map<number, number>());
    entryAt(known, number).set(replication, value);
    parts.set(part, known);
  };
  for (const { run, channel: facts } of channel.facts) {
    if (channel.kind === 'state') {
      // A state that a replication never entered has no share in it, which is a value like any other.
      if (facts.count > 0)
        for (const state of states) put(state, run.case, run.replication, shareOf(facts.shares, state));
    } else if (channel.kind === 'vector') {
      for (const [index, mean] of facts.means.entries()) put(`element ${index}`, run.case, run.replication, mean);
    } else if (facts.mean !== null) put('', run.case, run.replication, facts.mean);
  }
  return [...parts].map(([part, samples]) => ({ channel, part, cases: samples }));
}

/** All states that a replication was in, by UTF-16 units, which is the same on every machine. */
export function statesOf({ facts }: ResultChannel): string[] {
  return [...new Set(facts.flatMap(({ channel }) => Object.keys(channel.shares)))].sort();
}

/** The share of a state in a replication; 0 where it never was in it. */
export function shareOf(shares: Readonly<Record<string, number>>, state: string): number {
  return Object.hasOwn(shares, state) ? (shares[state] ?? 0) : 0;
}

/** How a reader and an option name it: `NODE/NAME`, and after a colon the state or element. */
export function responseName({ channel: { node, name }, part }: SampledResponse): string {
  return part === '' ? `${node}/${name}` : `${node}/${name}: ${part}`;
}

/**
 * The values of a response that intervals are made of.
 *
 * @param other the sample of another case; only replications that it has count
 */
export function independent(
  { antithetic }: { readonly antithetic: boolean },
  sample: ReadonlyMap<number, number>,
  other = sample,
): number[] {
  const common = new Map([...sample].filter(([replication]) => other.has(replication)));
  return independentValues(antithetic, common, lengthOf(common));
}

/** An even number from which on there is no value: an experiment may ask for a million replications of which few have run. */
function lengthOf(values: ReadonlyMap<number, number>): number {
  let last = -1;
  for (const replication of values.keys()) last = Math.max(last, replication);
  return last + 1 + ((last + 1) % 2);
}
