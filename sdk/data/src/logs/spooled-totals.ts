import type { LogChannel, TotalDescription } from '@disco-engine/sdk';
import { ChangeList, compareChannels, totalChannel, TotalLevel } from '@disco-engine/sdk/extensions';
import type { SpoolSource } from './ordered-records.js';
import type { SpoolFooter } from './spool-file.js';
import { SpoolReader, type SpoolRows } from './spool-reader.js';

/** Records of totals, one total after another. */
interface Sums {
  readonly channels: LogChannel[];
  readonly counts: number[];
  readonly epochs: number[];
  readonly values: number[];
}

/**
 * The totals over nodes of a run whose parts were spooled by several processes, none of which could compute the totals. They form an
 * additional in-memory spool.
 */
export class SpooledTotals implements SpoolSource {
  readonly file = 'the totals over nodes';
  readonly footer: SpoolFooter;
  readonly #sums: Sums = { channels: [], counts: [], epochs: [], values: [] };
  #read = 0;

  /** @param parts files of the spools @throws DiscoError `SPOOL_INVALID`; errors of the file system */
  constructor(parts: readonly string[]) {
    const totals = missingTotals(parts);
    const changes = [...totals.keys()].map(() => new ChangeList());
    const names = [...totals.keys()];
    // The members of each total, in canonical order.
    const members = [...totals.values()].map((all) => new Map(all.members.map((key, place) => [key, place])));
    for (const part of totals.size === 0 ? [] : parts) {
      const spool = new SpoolReader(part);
      try {
        for (const [number, channel] of spool.footer.channels.entries()) {
          const at = channel.across === undefined ? -1 : names.indexOf(channel.across.name);
          for (const { epochs, values } of spool.rowsBefore(number + 1))
            for (const [row, epoch] of at < 0 ? [] : epochs.entries())
              changes[at]?.add(members[at]?.get(keyOf(channel)) ?? NaN, epoch, values[row] ?? NaN);
        }
      } finally {
        spool.close();
      }
    }
    for (const [at, { description, members: all }] of [...totals.values()].entries())
      this.#sum(description, all.length, changes[at]);
    const { channels, counts } = this.#sums;
    this.footer = { channels, counts, blocks: [] };
  }

  *rowsBefore(channel: number): Iterable<SpoolRows> {
    const { counts, epochs, values } = this.#sums;
    for (; this.#read < channel; this.#read++) {
      const count = counts[this.#read] ?? NaN;
      if (count === 0) continue;
      yield {
        epochs: Float64Array.from(epochs.splice(0, count)),
        values: Float64Array.from(values.splice(0, count)),
        channels: new Int32Array(count).fill(this.#read),
        indices: new Int32Array(count),
      };
    }
  }

  #sum(description: TotalDescription, members: number, changes: ChangeList | undefined): void {
    const { channels, counts, epochs, values } = this.#sums;
    const before = epochs.length;
    const level = new TotalLevel(members, (epoch, total) => {
      epochs.push(epoch);
      values.push(total);
    });
    if (changes !== undefined) level.take(changes);
    channels.push(totalChannel(description));
    counts.push(epochs.length - before);
  }
}

/** The totals that channels contribute to and that no spool contains, by name, with the contributing channels. */
function missingTotals(
  parts: readonly string[],
): Map<string, { readonly description: TotalDescription; readonly members: string[] }> {
  const channels = parts.flatMap((part) => {
    const spool = new SpoolReader(part);
    spool.close();
    return spool.footer.channels;
  });
  const known = new Set(channels.map(keyOf));
  const found = new Map<string, { readonly description: TotalDescription; readonly members: string[] }>();
  for (const channel of channels.sort(compareChannels)) {
    const { across } = channel;
    if (across === undefined || known.has(keyOf(totalChannel(across)))) continue;
    const total = found.get(across.name) ?? { description: across, members: [] };
    total.members.push(keyOf(channel));
    found.set(across.name, total);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function keyOf({ node, name }: Pick<LogChannel, 'node' | 'name'>): string {
  return JSON.stringify([node, name]);
}
