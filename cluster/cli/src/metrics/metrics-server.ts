import { isLoopback } from '@disco-engine/transports/security';
import { HttpDoor, type HttpPlace } from '../http/http-door.js';
import { isSameText } from '../http/same-text.js';
import type { Metric } from './metric.js';
import { METRICS_TYPE, metricsText } from './metrics-text.js';
import { processMetrics } from './process-metrics.js';

/**
 * Serves metrics at `/metrics`. They are read when they are asked for, and at no other time.
 *
 * @param place with a token, readers send it as a bearer token
 * @throws DiscoError `LISTEN_FAILED`
 */
export async function serveMetrics(place: HttpPlace, read: () => Promise<readonly Metric[]>): Promise<HttpDoor> {
  const { token, tls } = place;
  return HttpDoor.open(place, {
    admits: ({ headers }) =>
      token === undefined
        ? tls !== undefined || isLoopback(hostOf(headers.host))
        : isSameText(headers.authorization ?? '', `Bearer ${token}`),
    refusal: { status: 401, text: 'send the token of --http-token-file as a bearer token\n' },
    serve: async ({ method, url }, response) => {
      const isRead = method === 'GET' || method === 'HEAD';
      if (!isRead || url?.split('?')[0] !== '/metrics') {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
        return void response.end('the metrics are at /metrics\n');
      }
      const text = metricsText([...processMetrics(), ...(await read())]);
      response.writeHead(200, { 'Content-Type': METRICS_TYPE, 'Cache-Control': 'no-store' });
      response.end(text);
    },
  });
}

/** The host in the header of that name: a page elsewhere whose name leads to this machine has another one. */
function hostOf(header: string | undefined): string {
  return URL.canParse(`http://${header ?? ''}`) ? new URL(`http://${header}`).hostname.replaceAll(/[[\]]/g, '') : '';
}
