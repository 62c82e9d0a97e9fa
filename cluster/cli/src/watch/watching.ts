import type { HttpPlace } from '../http/http-door.js';
import { printErrorLines } from '../terminal/print.js';
import { WatchServer } from './watch-server.js';
import type { Watched } from './watched.js';

/**
 * Serves a page while an action goes on, and prints its address.
 *
 * @param place undefined for no page
 * @param what is watched, for the line with the address
 * @throws what the action throws; DiscoError `LISTEN_FAILED`
 */
export async function watching<Result>(
  place: HttpPlace | undefined,
  watched: Watched,
  what: string,
  action: () => Promise<Result>,
): Promise<Result> {
  if (place === undefined) return action();
  const server = await WatchServer.listen(watched, place);
  printErrorLines([`Watch ${what} at ${server.url}`]);
  try {
    return await action();
  } finally {
    await server.close();
  }
}
