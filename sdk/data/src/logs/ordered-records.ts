import { DiscoError, entryAt } from '@disco-engine/kernel';
import type { LogChannel } from '@disco-engine/sdk';
import { compareChannels } from '@disco-engine/sdk/extensions';
import type { SpoolReader, SpoolRows } from './spool-reader.js';

/** Number of rows ordered at once: 6 MB. */
const WINDOW = 262_144;

/** Channels and records of one part of a run. */
export type SpoolSource = Pick<SpoolReader, 'file' | 'footer' | 'rowsBefore'>;

/** A channel, and the location of its records. */
interface SpooledChannel {
  readonly channel: LogChannel;
  readonly spool: SpoolSource;
  /** Number of the channel in the spool. */
  readonly number: number;
  readonly count: number;
}

/** The channels of several spools, in canonical order. @throws DiscoError `SPOOL_INVALID` if two spools have the same channel */
export function spooledChannels(spools: readonly SpoolSource[]): SpooledChannel[] {
  const channels = spools
    .flatMap((spool) =>
      spool.footer.channels.map((channel, number) => ({
        channel,
        spool,
        number,
        count: spool.footer.counts[number] ?? NaN,
      })),
    )
    .sort((a, b) => compareChannels(a.channel, b.channel));
  for (const [at, { channel, spool }] of channels.entries()) {
    const before = channels[at - 1];
    if (before === undefined || compareChannels(before.channel, channel) !== 0) continue;
    const both = `${before.spool.file} and ${spool.file}`;
    const message = `${both} both have log channel '${channel.name}' of node '${channel.node}'; give the parts of one run, each once`;
    throw new DiscoError('SPOOL_INVALID', message, { node: channel.node, file: spool.file });
  }
  return channels;
}

/** All records, channel by channel, in blocks of bounded size whose `channels` are positions in the given list. */
export function* orderedRecords(channels: readonly SpooledChannel[]): Iterable<SpoolRows> {
  for (let first = 0; first < channels.length;) {
    let end = first + 1;
    let rows = entryAt(channels, first).count;
    while (end < channels.length && rows + entryAt(channels, end).count <= WINDOW)
      rows += entryAt(channels, end++).count;
    if (rows > WINDOW) yield* longChannel(entryAt(channels, first), first);
    else if (rows > 0) yield inOrder(channels, first, end, rows);
    first = end;
  }
}

/** The blocks of a single channel are already in the order recorded. */
function* longChannel({ spool, number }: SpooledChannel, position: number): Iterable<SpoolRows> {
  for (const rows of spool.rowsBefore(number + 1)) yield { ...rows, channels: rows.channels.fill(position) };
}

function inOrder(channels: readonly SpooledChannel[], first: number, end: number, rows: number): SpoolRows {
  const ordered: SpoolRows = {
    epochs: new Float64Array(rows),
    values: new Float64Array(rows),
    channels: new Int32Array(rows),
    indices: new Int32Array(rows),
  };
  // The channels of a spool are in canonical order too, so those of this window are adjacent in it.
  const parts = new Map<SpoolSource, { readonly firstNumber: number; readonly places: number[] }>();
  let place = 0;
  for (let position = first; position < end; position++) {
    const { spool, number, count } = entryAt(channels, position);
    const part = parts.get(spool) ?? { firstNumber: number, places: [] };
    parts.set(spool, part);
    part.places.push(place);
    ordered.channels.fill(position, place, place + count);
    place += count;
  }
  for (const [spool, { firstNumber, places }] of parts)
    for (const { epochs, values, channels: numbers, indices } of spool.rowsBefore(firstNumber + places.length))
      for (let row = 0; row < numbers.length; row++) {
        const part = (numbers[row] ?? NaN) - firstNumber;
        const at = places[part] ?? NaN;
        places[part] = at + 1;
        ordered.epochs[at] = epochs[row] ?? NaN;
        ordered.values[at] = values[row] ?? NaN;
        ordered.indices[at] = indices[row] ?? NaN;
      }
  return ordered;
}
