import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Subject } from 'rxjs';
import { expect, test } from 'vitest';
import { streamEvents } from '../src/event-stream.js';
import type { ServerEvent } from '../src/run-events.js';

test('a client that does not read takes no memory, and gets the last event when it reads again', async () => {
  const events = new Subject<ServerEvent>();
  const answered: ServerResponse[] = [];
  const server = createServer((_, response) => {
    answered.push(response);
    streamEvents(response, events, () => ({ event: 'end', data: 'of it' }), 60_000);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.pause();
  client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(server, 'request');
  const [response] = answered;

  const data = 'x'.repeat(1000);
  let sent = 0;
  for (let round = 0; round < 200; round++) {
    for (let i = 0; i < 100; i++) events.next({ event: 'progress', data });
    sent += 100 * data.length;
    await new Promise((resolve) => setImmediate(resolve));
    // One event more than the response wants to hold, which differs between versions of Node.
    expect(response?.writableLength).toBeLessThan((response?.writableHighWaterMark ?? NaN) + 2 * data.length);
  }
  events.complete();
  let read = '';
  client.setEncoding('utf8').on('data', (text: string) => (read += text));
  client.resume();
  await once(client, 'end');
  expect(read.length).toBeLessThan(sent);
  expect(read).toContain('event: end\ndata: "of it"\n\n');
  server.close();
  await once(server, 'close');
});
