import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type RunServer } from '../src/index.js';
import { post, type ErrorBody } from './client.js';

let server: RunServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

async function problem(response: Response): Promise<[status: number, code: string, problems?: string[]]> {
  const { error } = (await response.json()) as ErrorBody;
  expect(error.message).not.toBe('');
  return error.problems === undefined
    ? [response.status, error.code]
    : [response.status, error.code, error.problems.map(({ code }) => code)];
}

test.each<[body: unknown, problems: string[]]>([
  [{}, ['MISSING_FIELD']],
  [[], ['NOT_AN_OBJECT']],
  ['null', ['NOT_AN_OBJECT']],
  [{ days: 0 }, ['INVALID_FIELD']],
  [{ days: '10' }, ['INVALID_FIELD']],
  [{ days: 1.5 }, ['INVALID_FIELD']],
  [{ days: null }, ['MISSING_FIELD']],
  [{ days: 1, stages: 1001 }, ['INVALID_FIELD']],
  [{ days: 1, seed: -1, stages: 0, meanDemand: 'many', leadTime: 0.5 }, Array(4).fill('INVALID_FIELD')],
  [{ dayz: 1, toString: 1 }, ['UNKNOWN_FIELD', 'UNKNOWN_FIELD', 'MISSING_FIELD']],
  ['{"days":1,"__proto__":{"seed":1}}', ['UNKNOWN_FIELD']],
])('the body %j is refused with all its problems', async (body, problems) => {
  expect(await problem(await post(`${server.url}/runs`, body))).toEqual([400, 'RUN_INVALID', problems]);
});

test('a body that is not JSON, has the wrong type or is too large is refused, and the server stays up', async () => {
  const url = `${server.url}/runs`;
  expect(await problem(await post(url, '{"days":'))).toEqual([400, 'BODY_NOT_JSON']);
  expect(await problem(await post(url, ''))).toEqual([400, 'BODY_NOT_JSON']);
  expect(await problem(await post(url, '{"days":1}', 'text/plain'))).toEqual([415, 'BODY_TYPE']);
  expect(await problem(await post(url, `{"days":1${' '.repeat(20_000)}}`))).toEqual([413, 'BODY_TOO_LARGE']);
  expect(await problem(await post(url, `"${'x'.repeat(5_000_000)}"`))).toEqual([413, 'BODY_TOO_LARGE']);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test.each<[method: string, path: string, status: number, code: string]>([
  ['GET', '/', 404, 'NOT_FOUND'],
  ['GET', '/runs/1/2/3', 404, 'NOT_FOUND'],
  ['GET', '/runs/17', 404, 'UNKNOWN_RUN'],
  ['DELETE', '/runs/17', 404, 'UNKNOWN_RUN'],
  ['POST', '/runs/17/pause', 404, 'UNKNOWN_RUN'],
  ['GET', '/runs/17/events', 404, 'UNKNOWN_RUN'],
  ['PUT', '/runs', 405, 'METHOD_NOT_ALLOWED'],
  ['GET', '/runs/17/resume', 405, 'METHOD_NOT_ALLOWED'],
])('%s %s is answered with %i', async (method, path, status, code) => {
  const response = await fetch(`${server.url}${path}`, { method });
  expect(await problem(response)).toEqual([status, code]);
  if (status === 405) expect(response.headers.get('allow')).toBe(path === '/runs' ? 'GET, POST' : 'POST');
});
