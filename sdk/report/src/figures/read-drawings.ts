import type { LogDatabase, ResultChannel, Results } from '@disco-engine/experiments';
import { DrawingInProgress, type Drawing } from './drawing.js';

const MOST_POINTS = 400;
/** Points of one chart: the more cases, the fewer points for each, which keeps the file small. */
const POINTS_OF_ALL_CASES = 1600;

/**
 * Reads the logs of all replications of the drawn cases once, and prepares the drawing of each channel.
 *
 * @param drawn numbers of the cases
 */
export async function readDrawings(
  { experiment, runs }: Results,
  channels: readonly ResultChannel[],
  drawn: readonly number[],
  logs: LogDatabase,
): Promise<Drawing[]> {
  const { duration, warmup } = experiment;
  const most = Math.min(MOST_POINTS, Math.floor(POINTS_OF_ALL_CASES / drawn.length));
  const all = channels.map((channel) => new DrawingInProgress(channel, drawn, most, { duration, warmup }));
  await logs.choose(channels);
  for (const run of runs) {
    const slot = drawn.indexOf(run.case);
    if (run.log === null || run.status !== 'FINISHED' || slot < 0) continue;
    const takers = all.map((reading) => reading.replication(slot));
    await logs.visit(run.log, (at, epoch, value) => takers[at]?.add(epoch, value));
    for (const taker of takers) taker?.finish();
  }
  return all.map((reading) => reading.drawing());
}
