import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawToken, type TrustOptions } from '@disco-engine/transports/security';
import type { CommandForm } from '../../src/flags/flag-spec.js';
import { Flags } from '../../src/flags/flags.js';
import { readServed, type Served } from '../../src/flags/http-flags.js';
import { PAGE_AND_METRICS_ALONE } from '../../src/flags/http-spec.js';

const FORM: CommandForm = { usage: '', arguments: [], groups: [PAGE_AND_METRICS_ALONE] };
const TOKEN = drawToken();
const TLS = { cert: 'a', key: 'b', ca: 'c' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-http-'));
  await writeFile(join(folder, 'token'), TOKEN, { mode: 0o600 });
  await writeFile(join(folder, 'weak'), 'short', { mode: 0o600 });
  await writeFile(join(folder, 'odd'), 'a token/with spaces', { mode: 0o600 });
  await writeFile(join(folder, 'open'), TOKEN);
  await chmod(join(folder, 'open'), 0o644);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(
  trust: TrustOptions,
  ...argv: readonly string[]
): Promise<Served & { readonly problems: string[] }> {
  const flags = new Flags(
    argv.map((word) => word.replace('@', `${folder}/`)),
    FORM,
  );
  const served = await readServed(flags, trust);
  return { ...served, problems: flags.problems.map(({ code, message }) => `${code}: ${message}`) };
}

describe('what is served over HTTP', () => {
  it('is served to this machine by default, and nothing without flags', async () => {
    expect(await read({})).toEqual({ page: undefined, metrics: undefined, problems: [] });
    const here = { host: '127.0.0.1', tls: undefined, token: undefined };
    expect(await read({ tls: TLS }, '--watch', '--metrics', '9464')).toMatchObject({
      page: { host: '127.0.0.1', port: 0 },
      metrics: { ...here, port: 9464 },
      problems: [],
    });
    expect(await read({}, '--watch-port', '8080', '--metrics', 'localhost:0')).toMatchObject({
      page: { ...here, port: 8080 },
      metrics: { ...here, host: 'localhost', port: 0 },
      problems: [],
    });
    expect(await read({}, '--metrics', '[::1]:9464')).toMatchObject({ metrics: { host: '::1' }, problems: [] });
  });

  it('is protected beyond it', async () => {
    expect((await read({}, '--metrics', '0.0.0.0:9464')).problems).toEqual([
      expect.stringMatching(/^TRUST_MISSING: anybody who can reach '0.0.0.0:9464' .*--http-token-file/) as string,
      expect.stringMatching(/^TRUST_MISSING: anybody on the path to '0.0.0.0:9464' .*--allow-plaintext/) as string,
    ]);
    expect((await read({}, '--metrics', 'host:9464', '--http-token-file', '@token')).problems).toHaveLength(1);
    expect((await read({ allowPlaintext: true }, '--metrics', '[::]:9464')).problems).toHaveLength(1);
    const token = ['--http-token-file', '@token'];
    expect(await read({ allowPlaintext: true }, '--metrics', '0.0.0.0:9464', ...token)).toMatchObject({
      metrics: { host: '0.0.0.0', port: 9464, tls: undefined, token: TOKEN },
      problems: [],
    });
    expect(await read({ tls: TLS }, '--metrics', '0.0.0.0:9464', '--watch-port', 'host:1')).toMatchObject({
      metrics: { tls: TLS, token: undefined },
      page: { host: 'host', port: 1, tls: TLS },
      problems: [],
    });
    // The address of a page always has a token.
    expect((await read({}, '--watch-port', '0.0.0.0:8080')).problems).toEqual([
      expect.stringMatching(/^TRUST_MISSING: anybody on the path/) as string,
    ]);
    expect((await read({ allowPlaintext: true }, '--watch-port', '0.0.0.0:8080')).problems).toEqual([]);
  });

  it.each([
    ['--metrics', 'x', /^VALUE_INVALID: --metrics is 'x'; it must be a port from 0 to 65535, or HOST:PORT$/],
    ['--metrics', '65536', /^VALUE_INVALID: --metrics is '65536'/],
    ['--metrics', '::1:80', /^VALUE_INVALID/],
    ['--metrics', 'http://host:80', /^VALUE_INVALID/],
    ['--watch-port', '-1', /^VALUE_INVALID: --watch-port is '-1'/],
    ['--http-token-file', '@weak', /^TOKEN_WEAK: --http-token-file: the token has 5 bytes/],
    ['--http-token-file', '@odd', /^VALUE_INVALID: --http-token-file: the token has characters other than/],
    ['--http-token-file', '@open', /^TOKEN_EXPOSED: --http-token-file: /],
    ['--http-token-file', '@missing', /^FILE_UNREADABLE: --http-token-file: /],
  ])('refuses %s %s', async (flag, value, problem) => {
    expect((await read({}, `${flag}=${value}`)).problems).toEqual([expect.stringMatching(problem) as string]);
  });

  it('does not send the token of workers', async () => {
    expect((await read({ token: TOKEN }, '--http-token-file', '@token')).problems).toEqual([
      expect.stringMatching(/^OPTION_INVALID: --http-token-file holds the token of --token-file/) as string,
    ]);
  });
});
