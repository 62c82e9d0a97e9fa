import { entryAt } from '@disco-engine/kernel';
import { isMeasurable } from '@disco-engine/statistics';
import { independentResponses } from '../definition/independent-responses.js';
import type { ResponseValue } from '../definition/response.js';
import type { ResultChannel } from './channels.js';

/** What a response is in a replication that has a value: a number, or the two of a ratio. */
export type SampledValue = Exclude<ResponseValue, { readonly missing: string }>;

/** A value of each replication, and so a sample for each case: of a response that the experiment declares, or of a channel. */
export interface SampledResponse {
  /** Of a response that is declared its name; of a channel `NODE/NAME`, and after a colon the state or element. */
  readonly name: string;
  readonly unit: string;
  /** What a declared response is, in words or code; empty for a channel. */
  readonly text: string;
  /** Undefined where it is declared. */
  readonly channel: ResultChannel | undefined;
  /** Which number of a channel that has several: a state or the element of a vector; empty otherwise. */
  readonly part: string;
  /** By case: the values, each under its replication. */
  readonly cases: readonly ReadonlyMap<number, SampledValue>[];
  /** By case: why replications that have finished have none. */
  readonly missing: readonly ReadonlyMap<number, string>[];
}

/** The responses of a channel: one, or one for each state or element. */
export function responsesOf(channel: ResultChannel, cases: number): SampledResponse[] {
  const empty = (): Map<number, number>[] => Array.from({ length: cases }, () => new Map<number, number>());
  const isPlain = channel.kind !== 'state' && channel.kind !== 'vector';
  const states = statesOf(channel);
  // One that nobody has recorded in has a response without a value, so that it shows.
  const parts = new Map((isPlain ? [''] : states).map((part) => [part, empty()]));
  const put = (part: string, number: number, replication: number, value: number): void => {
    // One that is as great as this has no variance, and would leave the others without a figure.
    if (!isMeasurable(value)) return;
    const known = parts.get(part) ?? empty();
    entryAt(known, number).set(replication, value);
    parts.set(part, known);
  };
  for (const { run, channel: facts } of channel.facts) {
    if (channel.kind === 'state') {
      // A state that a replication never entered has no share in it, which is a value like any other.
      // Entered before the warm-up and never left, one has all of the time and no record.
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

/** By case, why replications have no value of a channel that they have. */
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

/** All states that a replication was in, by UTF-16 units, which is the same on every machine. */
export function statesOf({ facts }: ResultChannel): string[] {
  return [...new Set(facts.flatMap(({ channel }) => Object.keys(channel.shares)))].sort();
}

/** The share of a state in a replication; 0 where it never was in it. */
export function shareOf(shares: Readonly<Record<string, number>>, state: string): number {
  return Object.hasOwn(shares, state) ? (shares[state] ?? 0) : 0;
}

/** How a reader and an option name it. */
export function responseName({ name }: SampledResponse): string {
  return name;
}

/**
 * The values of a response that intervals are made of; those of a ratio are pseudo-values.
 *
 * @param other the sample of another case; only replications that it has count
 */
export function independent(
  { antithetic }: { readonly antithetic: boolean },
  sample: ReadonlyMap<number, SampledValue>,
  other: ReadonlyMap<number, unknown> = sample,
): number[] {
  const common = new Map([...sample].filter(([replication]) => other.has(replication)));
  return independentResponses(antithetic, common, lengthOf(common));
}

/** An even number from which on there is no value: an experiment may ask for a million replications of which few have run. */
function lengthOf(values: ReadonlyMap<number, unknown>): number {
  let last = -1;
  for (const replication of values.keys()) last = Math.max(last, replication);
  return last + 1 + ((last + 1) % 2);
}
