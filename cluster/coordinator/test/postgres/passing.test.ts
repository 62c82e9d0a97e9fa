import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isPassing } from '../../src/postgres/failures.js';

const sockets: Socket[] = [];
let server: Server;
let settings: { readonly host: string; readonly port: number; readonly connectionTimeoutMillis: number };
beforeAll(async () => {
  // As a server behind a silent cut: it never says a word.
  server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  settings = { host: '127.0.0.1', port, connectionTimeoutMillis: 30 };
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

it('a server that does not answer may answer later, to a client and to a pool', async () => {
  const client = new Client(settings);
  client.on('error', () => undefined);
  const pool = new Pool(settings);
  for (const attempt of [client.connect(), pool.connect()]) {
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(isPassing(error), String(error)).toBe(true);
  }
  await pool.end();
});

it('a server that refuses a statement will refuse it again', () => {
  expect(isPassing(Object.assign(new Error('permission denied'), { code: '42501' }))).toBe(false);
});
