import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.js';

/** In bytes; a request for a run takes a fraction of this. */
const LIMIT = 16_384;

/**
 * The JSON body of a request. It must be declared as `application/json`, which a form on another website cannot send.
 *
 * @throws RequestError `BODY_NOT_JSON`, `BODY_TOO_LARGE`, `BODY_TYPE`
 */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new RequestError(415, 'BODY_TYPE', `send the body with 'content-type: application/json'`);
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving this loop early must not destroy the request: the response uses the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) break;
    chunks.push(chunk);
  }
  if (size > LIMIT) {
    // Discard the rest as it arrives: closing a socket with unread data can lose the response.
    request.resume();
    throw new RequestError(413, 'BODY_TOO_LARGE', `the body is larger than ${LIMIT} bytes`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new RequestError(400, 'BODY_NOT_JSON', `the body is not JSON: ${(error as Error).message}`);
  }
}
