import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamEvents } from './event-stream.js';
import { jsonBody } from './json-body.js';
import { RequestError } from './request-error.js';
import { runEvents } from './run-events.js';
import type { RunRegistry } from './run-registry.js';
import { readRunRequest } from './run-request.js';

/** A request on its way through a route. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** The run in the path, if any. */
  readonly id: string;
}

/** The JSON response; undefined if the route has responded itself. */
type Answer =
  { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> } | undefined;

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  answer(exchange: Exchange): Answer | Promise<Answer>;
}

/** Milliseconds between two events of a kind, at a pace that people can follow. */
const EVERY = 250;
const RUN = /^\/runs\/([^/]+)$/;

export function routes(runs: RunRegistry, heartbeat: number): readonly Route[] {
  let streams = 0;
  return [
    {
      method: 'GET',
      path: /^\/health$/,
      answer: () => ({ status: 200, body: { status: 'ok', running: runs.running, streams } }),
    },
    {
      method: 'GET',
      path: /^\/runs$/,
      answer: () => ({ status: 200, body: { runs: runs.all().map((run) => run.summary()) } }),
    },
    {
      method: 'POST',
      path: /^\/runs$/,
      answer: async ({ request }) => {
        const run = await runs.start(readRunRequest(await jsonBody(request)));
        return { status: 201, body: run.summary(), headers: { location: `/runs/${run.id}` } };
      },
    },
    { method: 'GET', path: RUN, answer: ({ id }) => ({ status: 200, body: runs.get(id).summary() }) },
    {
      method: 'DELETE',
      path: RUN,
      answer: async ({ id }) => {
        const run = runs.get(id);
        await run.cancel();
        return { status: 200, body: run.summary() };
      },
    },
    ...(['pause', 'resume'] as const).map((action) => ({
      method: 'POST',
      path: new RegExp(`^/runs/([^/]+)/${action}$`),
      answer: ({ id }: Exchange) => {
        const run = runs.get(id);
        run[action]();
        return { status: 200, body: run.summary() };
      },
    })),
    {
      method: 'GET',
      path: /^\/runs\/([^/]+)\/events$/,
      answer: ({ id, query, response }) => {
        const run = runs.get(id);
        const node = query.get('node') ?? undefined;
        if (node !== undefined && !run.mayHaveNode(node))
          throw new RequestError(
            404,
            'NODE_UNKNOWN',
            `run '${id}' has no node '${node}'; its nodes are stage/1, stage/2, …`,
          );
        streams += 1;
        response.once('close', () => (streams -= 1));
        streamEvents(response, runEvents(run, node, EVERY), () => ({ event: 'end', data: run.summary() }), heartbeat);
        return undefined;
      },
    },
  ];
}
