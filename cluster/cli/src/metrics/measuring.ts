import type { HttpPlace } from '../http/http-door.js';
import { printErrorLines } from '../terminal/print.js';
import type { Metric } from './metric.js';
import { serveMetrics } from './metrics-server.js';

/**
 * Serves metrics while an action goes on, and prints where.
 *
 * @param place undefined for none
 * @throws what the action throws; DiscoError `LISTEN_FAILED`
 */
export async function measuring<Result>(
  place: HttpPlace | undefined,
  read: () => Promise<readonly Metric[]>,
  action: () => Promise<Result>,
): Promise<Result> {
  if (place === undefined) return action();
  const door = await serveMetrics(place, read);
  printErrorLines([`Metrics are at ${door.origin}/metrics`]);
  try {
    return await action();
  } finally {
    await door.close();
  }
}
