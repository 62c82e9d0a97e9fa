import { entryAt } from '@disco-engine/kernel';
import { isMeasurable } from '@disco-engine/statistics';
import { independentResponses } from '../definition/independent-responses.js';
import type { ResponseValue } from '../definition/response.js';
import type { ResultChannel } from './channels.js';

/** The value of a response in a replication that has one: a number, or the two numbers of a ratio. */
export type SampledValue = Exclude<ResponseValue, { readonly missing: string }>;

/** The values of a declared response or of a channel: a sample for each case, with one value per replication. */
export interface SampledResponse {
  /** The name of a declared response, or `NODE/NAME` of a channel, followed by a colon and the state or element if it has any. */
  readonly name: string;
  readonly unit: string;
  /** The definition of a declared response, in words or code; empty for a channel. */
  readonly text: string;
  /** Undefined for a declared response. */
  readonly channel: ResultChannel | undefined;
  /** The state, or the element of a vector; empty for other kinds. */
  readonly part: string;
  /** The values of each case, by replication. */
  readonly cases: readonly ReadonlyMap<number, SampledValue>[];
  /** For each case, why finished replications have no value. */
  readonly missing: readonly ReadonlyMap<number, string>[];
}

/** The responses of a channel: one in all, or one per state or element. */
export function responsesOf(channel: ResultChannel, cases: number): SampledResponse[] {
  const empty = (): Map<number, number>[] => Array.from({ length: cases }, () => new Map<number, number>());
  const isPlain = channel.kind !== 'state' && channel.kind !== 'vector';
  const states = statesOf(channel);
  // A channel without records still gets a response without values, so that it shows up.
  const parts = new Map((isPlain ? [''] : states).map((part) => [part, empty()]));
  const put = (part: string, number: number, replication: number, value: number): void => {
    // The variance of such great values overflows, which would leave the others without figures.
    if (!isMeasurable(value)) return;
    const known = parts.get(part) ?? empty();
    entryAt(known, number).set(replication, value);
    parts.set(part, known);
  };
  for (const { run, channel: facts } of channel.facts) {
    if (channel.kind === 'state') {
      // The share of a state that a replication never entered is 0, a value like any other.
      // A state entered before the warm-up and never left has all of the time but no record.
      if (states.some((state) => shareOf(facts.shares, state) > 0))
        for (const state of states) put(state, run.case, run.replication, shareOf(facts.shares, state));
    } else if (channel.kind === 'vector') {
      for (const [index, mean] of facts.means.entries()) put(`element ${index}`, run.case, run.replication, mean);
    } else if (facts.mean !== null) put('', run.case, run.replication, facts.mean);
  }
  const { node, name, unit } = channel;
  return [...parts].map(([part, samples]) => ({
    name: part === '' ? `${node}/${name}` : `${node}/${name}: ${part}`,
    unit,
    text: '',
    channel,
    part,
    cases: samples,
    missing: missingOf(channel, samples),
  }));
}

/** For each case, why replications with the channel have no value for it. */
function missingOf(
  { facts }: ResultChannel,
  samples: readonly ReadonlyMap<number, SampledValue>[],
): Map<number, string>[] {
  const missing = samples.map(() => new Map<number, string>());
  for (const { run, channel } of facts) {
    if (entryAt(samples, run.case).has(run.replication)) continue;
    const reason =
      channel.count === 0 ? 'nothing was recorded after the warm-up' : 'it is not finite, or beyond ±1e140';
    entryAt(missing, run.case).set(run.replication, reason);
  }
  return missing;
}

/** All states that any replication was in, sorted by UTF-16 code units, which gives the same order on every machine. */
export function statesOf({ facts }: ResultChannel): string[] {
  return [...new Set(facts.flatMap(({ channel }) => Object.keys(channel.shares)))].sort();
}

/** The share of time in a state; 0 if the replication never entered it. */
export function shareOf(shares: Readonly<Record<string, number>>, state: string): number {
  return Object.hasOwn(shares, state) ? (shares[state] ?? 0) : 0;
}

/** The name of a response in texts and options. */
export function responseName({ name }: SampledResponse): string {
  return name;
}

/**
 * The independent values of a response, for intervals; for a ratio, pseudo-values.
 *
 * @param other the sample of another case; only replications in both count
 */
export function independent(
  { antithetic }: { readonly antithetic: boolean },
  sample: ReadonlyMap<number, SampledValue>,
  other: ReadonlyMap<number, unknown> = sample,
): number[] {
  const common = new Map([...sample].filter(([replication]) => other.has(replication)));
  return independentResponses(antithetic, common, lengthOf(common));
}

/** An even upper bound on the replications with a value: an experiment may request a million replications of which few have run. */
function lengthOf(values: ReadonlyMap<number, unknown>): number {
  let last = -1;
  for (const replication of values.keys()) last = Math.max(last, replication);
  return last + 1 + ((last + 1) % 2);
}
