import type { RunSummary } from '../src/index.js';

/** A run that lasts as long as a test needs. */
export const ENDLESS = { days: 10_000_000, stages: 100 };

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly problems?: readonly { code: string }[] };
}

/** Sends JSON; strings are sent as they are. */
export async function post(url: string, body?: unknown, type = 'application/json'): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  return fetch(url, { method: 'POST', headers: { 'content-type': type }, body: text });
}

export async function start(url: string, request: object): Promise<RunSummary> {
  const response = await post(`${url}/runs`, request);
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as RunSummary;
}

export async function report(url: string, id: string): Promise<RunSummary> {
  return (await (await fetch(`${url}/runs/${id}`)).json()) as RunSummary;
}

export async function cancel(url: string, id: string): Promise<RunSummary> {
  return (await (await fetch(`${url}/runs/${id}`, { method: 'DELETE' })).json()) as RunSummary;
}

export interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** The server-sent events of a response; comments are events named `comment`. */
export async function* messages(response: Response): AsyncGenerator<Message> {
  if (response.body === null) throw new Error('the response has no body');
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) yield { event: 'comment', data: block.slice(1).trim() };
      else {
        const found = /^event: (.+)\ndata: (.+)$/.exec(block);
        if (found === null) throw new Error(`not a server-sent event: ${block}`);
        yield { event: found[1] ?? '', data: JSON.parse(found[2] ?? '') as unknown };
      }
    }
  }
  if (rest !== '') throw new Error(`the stream ends within an event: ${rest}`);
}

/** The first message with that name. */
export async function first(response: Response, event: string): Promise<Message> {
  for await (const message of messages(response)) if (message.event === event) return message;
  throw new Error(`the stream ended without '${event}'`);
}
