import { request } from 'node:http';
import { get } from 'node:https';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '@disco-engine/testing/transport-suite';
import type { HttpDoor, HttpPlace } from '../../src/http/http-door.js';
import type { Metric } from '../../src/metrics/metric.js';
import { serveMetrics } from '../../src/metrics/metrics-server.js';
import { parsedMetrics } from './parsed-metrics.js';

const HERE: HttpPlace = { host: '127.0.0.1', port: 0 };
const TOKEN = '0123456789abcdef-token';
/** How the connection ends, depending on who is faster. */
const NOT_LET_IN = /ECONNRESET|socket hang up|alert|EPIPE/;
const doors: HttpDoor[] = [];
let reads = 0;
afterEach(() => Promise.all(doors.splice(0).map((door) => door.close())));

async function serve(place: HttpPlace): Promise<string> {
  reads = 0;
  const read = async (): Promise<Metric[]> => [
    { name: 'reads_total', type: 'counter', help: 'Reads.', samples: [{ value: (reads += 1) }] },
  ];
  const door = await serveMetrics(place, read);
  doors.push(door);
  return `${door.origin}/metrics`;
}

/** The status for a request that a browser would not let a page make. */
function statusFor(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (response) => resolve(response.resume().statusCode));
    asked.on('error', reject).end();
  });
}

describe('metrics', () => {
  it('are read when they are asked for, and at no other time', async () => {
    const url = await serve(HERE);
    expect(reads).toBe(0);
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const series = parsedMetrics(await response.text());
    expect(series.get('reads_total')).toBe(1);
    expect(series.has('process_resident_memory_bytes')).toBe(true);
    for (const [path, method] of [
      ['', 'GET'],
      ['metrics/x', 'GET'],
      ['metrics', 'POST'],
    ] as const)
      expect((await fetch(new URL(path, url.replace(/metrics$/, '')), { method })).status).toBe(404);
    expect(reads).toBe(1);
  });

  it('are refused to a page whose name leads to this machine', async () => {
    const url = await serve(HERE);
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:9464']) expect(await statusFor(url, { host })).toBe(200);
    for (const host of ['evil.example', '127.0.0.1.evil.example:80', 'a b'])
      expect(await statusFor(url, { host })).toBe(401);
  });

  it('need the token where there is one', async () => {
    const url = await serve({ ...HERE, token: TOKEN });
    for (const authorization of ['', 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN])
      expect((await fetch(url, { headers: { authorization } })).status).toBe(401);
    expect(reads).toBe(0);
    expect((await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
  });

  it('need a certificate of the authority with TLS', async () => {
    const tls = makeCertificates();
    const url = await serve({ ...HERE, tls });
    expect(url).toMatch(/^https:/);
    const statusWith = (certificates: object): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        get(url, { ca: tls.ca, ...certificates, agent: false }, (response) => resolve(response.resume().statusCode)).on(
          'error',
          reject,
        );
      });
    expect(await statusWith({ cert: tls.cert, key: tls.key })).toBe(200);
    await expect(statusWith({})).rejects.toThrow(NOT_LET_IN);
    const other = makeCertificates();
    await expect(statusWith({ cert: other.cert, key: other.key })).rejects.toThrow(NOT_LET_IN);
    expect(reads).toBe(1);
  });

  it('cannot be kept from others by connections that say nothing', async () => {
    const url = await serve(HERE);
    const { port } = new URL(url);
    const strangers = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1').on('error', () => {}));
    expect((await fetch(url)).status).toBe(200);
    for (const stranger of strangers) stranger.destroy();
  });
});
