import { printErrorLines } from '../terminal/print.js';
import { WatchServer } from './watch-server.js';
import { WatchedRun } from './watched-run.js';

/**
 * Serves the page of a run while an action makes it, and prints its address.
 *
 * @param port undefined for no page
 * @param action gets the signal by which the page cancels the run
 * @throws what the action throws; DiscoError `LISTEN_FAILED`
 */
export async function watching<Result>(
  port: number | undefined,
  { title, until, shown }: { title: string; until: number; shown: (result: Result) => string },
  action: (run: WatchedRun, canceled: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const run = new WatchedRun(title, until, () => controller.abort());
  if (port === undefined) return action(run, controller.signal);
  const server = await WatchServer.listen(run, port);
  printErrorLines([`Watch the run at ${server.url}`]);
  try {
    const result = await action(run, controller.signal);
    run.ended(shown(result));
    return result;
  } catch (error) {
    run.ended(error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await server.close();
  }
}
