import {
  type ExperimentDescription,
  type GraphDescription,
  independent,
  type SampledResponse,
} from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';

/** More names would make the menu too long to read. */
export const MOST_NAMES = 40;

/** The values that channels of one name give to each box. */
export interface BoxValues {
  /** Name of the channels, with the state for shares of time. */
  readonly name: string;
  /** Empty if the channels have different units. */
  readonly unit: string;
  /** By the case's place among the drawn cases, then by box: the mean over the nodes in the box that have such a channel. */
  readonly cases: readonly (readonly (number | undefined)[])[];
}

/**
 * Values of the boxes by channel name, starting with the names that occur in the most boxes. Leaves out vectors.
 *
 * @param drawn numbers of the cases
 */
export function boxValues(
  { boxes }: GraphDescription,
  responses: readonly SampledResponse[],
  experiment: ExperimentDescription,
  drawn: readonly number[],
): BoxValues[] {
  const boxOf = new Map(boxes.flatMap(({ nodes }, box) => nodes.map((node) => [node, box] as const)));
  const names = new Map<string, Sums>();
  for (const { channel, part, cases: samples } of responses) {
    const box = channel && boxOf.get(channel.node);
    if (channel === undefined || box === undefined || channel.kind === 'vector') continue;
    const name = part === '' ? channel.name : `${channel.name}: ${part}`;
    const sums = names.get(name) ?? new Sums(drawn.length, boxes.length);
    names.set(name, sums);
    sums.units.add(channel.unit);
    for (const [slot, number] of drawn.entries()) {
      const { mean } = statistics.summary(independent(experiment, entryAt(samples, number)));
      if (mean !== undefined) sums.add(slot, box, mean);
    }
  }
  const all = [...names].map(([name, sums]) => ({ name, boxes: sums.boxes, values: sums.values(name) }));
  const known = all.filter(({ boxes: count }) => count > 0);
  known.sort((a, b) => b.boxes - a.boxes || (a.name < b.name ? -1 : 1));
  return known.slice(0, MOST_NAMES).map(({ values }) => values);
}

class Sums {
  readonly units = new Set<string>();
  readonly #sums: Float64Array[];
  readonly #counts: Float64Array[];

  constructor(cases: number, boxes: number) {
    this.#sums = Array.from({ length: cases }, () => new Float64Array(boxes));
    this.#counts = this.#sums.map((sums) => new Float64Array(sums.length));
  }

  add(number: number, box: number, mean: number): void {
    const [sums, counts] = [entryAt(this.#sums, number), entryAt(this.#counts, number)];
    sums[box] = (sums[box] ?? NaN) + mean;
    counts[box] = (counts[box] ?? NaN) + 1;
  }

  /** Number of boxes with a value in any case. */
  get boxes(): number {
    return entryAt(this.#counts, 0).filter((_, box) => this.#counts.some((counts) => (counts[box] ?? NaN) > 0)).length;
  }

  values(name: string): BoxValues {
    const [unit = ''] = this.units;
    const cases = this.#sums.map((sums, number) => {
      const counts = entryAt(this.#counts, number);
      return Array.from(sums, (sum, box) => {
        const count = counts[box] ?? NaN;
        return count > 0 ? sum / count : undefined;
      });
    });
    return { name, unit: this.units.size === 1 ? unit : '', cases };
  }
}
