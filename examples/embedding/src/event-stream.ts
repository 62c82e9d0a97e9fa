import type { ServerResponse } from 'node:http';
import { interval, type Observable } from 'rxjs';
import type { ServerEvent } from './run-events.js';

/**
 * Responds with server-sent events (HTML Living Standard, section 9.2), then with one last event, and ends.
 *
 * A client that reads too slowly misses events: nothing is written while the socket's buffer is full, so it takes no more
 * memory than one that reads. The last event is always written. A client that goes away is unsubscribed.
 *
 * @param last called when `events` has completed
 * @param heartbeat milliseconds between comments, by which both ends notice a dead connection
 */
export function streamEvents(
  response: ServerResponse,
  events: Observable<ServerEvent>,
  last: () => ServerEvent,
  heartbeat: number,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.flushHeaders();
  const write = (text: string): void => {
    if (!response.writableNeedDrain) response.write(text);
  };
  const subscription = events.subscribe({
    next: (event) => write(format(event)),
    error: (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    complete: () => response.end(format(last())),
  });
  subscription.add(interval(heartbeat).subscribe(() => write(': heartbeat\n\n')));
  response.once('close', () => subscription.unsubscribe());
}

/** JSON escapes line breaks, so one `data` line holds it. */
function format({ event, data }: ServerEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
