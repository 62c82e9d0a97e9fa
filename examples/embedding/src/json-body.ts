import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.js';

/** Bytes; a run is asked for with a fraction of this. */
const LIMIT = 16_384;

/**
 * The JSON that a request carries. Only `application/json` is read: a form on some other web page cannot send that.
 *
 * @throws RequestError `BODY_NOT_JSON`, `BODY_TOO_LARGE`, `BODY_TYPE`
 */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new RequestError(415, 'BODY_TYPE', `send the body with 'content-type: application/json'`);
  const chunks: Buffer[] = [];
  let size = 0;
  // Ending this loop early must not destroy the request, for the answer goes over the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) break;
    chunks.push(chunk);
  }
  if (size > LIMIT) {
    // The rest is thrown away as it comes: a socket that is closed with unread data can lose the answer.
    request.resume();
    throw new RequestError(413, 'BODY_TOO_LARGE', `the body is larger than ${LIMIT} bytes`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new RequestError(400, 'BODY_NOT_JSON', `the body is not JSON: ${(error as Error).message}`);
  }
}
