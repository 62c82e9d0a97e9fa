import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { errorReply, RequestError } from './request-error.js';
import { routes, type Route } from './routes.js';
import { RunRegistry, type RunLimits } from './run-registry.js';

export interface ServerOptions extends RunLimits {
  /** TCP port; 0, the default, picks a free one. */
  readonly port?: number | undefined;
  /** Milliseconds between two heartbeats of an event stream; 15,000 by default. */
  readonly heartbeat?: number | undefined;
}

export interface RunServer {
  /** The address that it listens on, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Cancels every run, lets responses in progress finish, and resolves when nothing is left. */
  close(): Promise<void>;
}

/** Milliseconds that clients have to read their last bytes when the server closes. */
const GRACE = 2000;

/** Listens on 127.0.0.1 only, as there is no authentication. @throws the error of `listen`, such as `EADDRINUSE` */
export async function serve({ port = 0, heartbeat = 15_000, ...limits }: ServerOptions = {}): Promise<RunServer> {
  const runs = new RunRegistry(limits);
  const table = routes(runs, heartbeat);
  const server = createServer((request, response) => void answer(table, request, response));
  server.maxConnections = 256;
  server.requestTimeout = 30_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Event streams end with their runs.
    await runs.close();
    server.closeIdleConnections();
    // Node does not count a connection that has never carried anything as idle; clients open such connections in advance.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const timer = setTimeout(() => server.closeAllConnections(), GRACE);
    await closed;
    clearTimeout(timer);
  };
  let closing: Promise<void> | undefined;
  return { url: `http://127.0.0.1:${bound}`, close: () => (closing ??= close()) };
}

async function answer(table: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { pathname, searchParams: query } = target(request);
    const matching = table.filter(({ path }) => path.test(pathname));
    if (matching.length === 0) throw new RequestError(404, 'NOT_FOUND', `nothing found at ${pathname}`);
    const route = matching.find(({ method }) => method === request.method);
    if (route === undefined) {
      const allow = matching.map(({ method }) => method).join(', ');
      throw new RequestError(405, 'METHOD_NOT_ALLOWED', `${pathname} accepts only ${allow}`, { allow });
    }
    const found = await route.answer({ request, response, query, id: route.path.exec(pathname)?.[1] ?? '' });
    if (found !== undefined) reply(response, found.status, found.body, found.headers);
  } catch (error) {
    // The client has gone away in the middle of its request.
    if (response.destroyed) return;
    const { status, headers, body } = errorReply(error);
    if (status === 500) console.error(error);
    if (response.headersSent) response.destroy();
    else reply(response, status, body, headers);
  }
}

function target({ url = '/' }: IncomingMessage): URL {
  try {
    return new URL(url, 'http://127.0.0.1');
  } catch {
    throw new RequestError(400, 'BAD_URL', 'the URL is invalid');
  }
}

function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}
