import { isLoopback, servingProblems, trustProblems, type TrustOptions } from '@disco-engine/transports/security';
import type { Flags } from './flags.js';
import { readSecretFile } from './trust-flags.js';
import type { HttpPlace } from '../http/http-door.js';

/** What a command serves over HTTP, and where. */
export interface Served {
  readonly page: HttpPlace | undefined;
  readonly metrics: HttpPlace | undefined;
}

/**
 * Reads `--watch`, `--watch-port`, `--metrics` and `--http-token-file`, as far as a command has them. Problems are added to those of the
 * flags.
 *
 * @param trust of workers and launchers; its certificates also protect what is served beyond this machine
 */
export async function readServed(flags: Flags, trust: TrustOptions): Promise<Served> {
  const token = await readHttpToken(flags, trust);
  const { tls, allowPlaintext } = trust;
  // The address of a page always has a token.
  const page = readPlace(flags, 'watch-port', { tls, allowPlaintext, token: token ?? '' });
  const isWatched = flags.has('watch') || flags.has('watch-port');
  // A file that cannot be used has been reported; the token is not reported as missing too.
  const isGiven = flags.has('http-token-file');
  const metrics = readPlace(flags, 'metrics', { tls, allowPlaintext, token: isGiven ? (token ?? '') : undefined });
  return {
    page: isWatched ? { ...(page ?? { host: HOST, port: 0 }), token } : undefined,
    metrics: metrics && { ...metrics, token },
  };
}

async function readHttpToken(flags: Flags, trust: TrustOptions): Promise<string | undefined> {
  const token = await readSecretFile(flags, 'http-token-file');
  if (token === undefined) return undefined;
  for (const { code, message } of trustProblems({ token })) flags.refuse(code, `--http-token-file: ${message}`);
  if (token === trust.token)
    flags.refuse(
      'OPTION_INVALID',
      '--http-token-file holds the token of --token-file, which is never sent, and this one is; make another one',
    );
  // It is part of addresses and headers.
  if (!/^[\w.~-]*$/.test(token))
    flags.refuse(
      'VALUE_INVALID',
      "--http-token-file: the token has characters other than letters, digits and '-._~'; make one with: disco token FILE",
    );
  return token;
}

/** A port of this machine, or a host and a port. */
function readPlace(flags: Flags, name: string, trust: TrustOptions): HttpPlace | undefined {
  const text = flags.text(name);
  if (text === undefined) return undefined;
  const [, host = HOST, digits] = /^(?:(\[[\da-f:.]+\]|[^:[\]/\s]+):)?(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  if (!(port <= MOST_PORT)) {
    flags.refuse('VALUE_INVALID', `--${name} is '${text}'; it must be a port from 0 to ${MOST_PORT}, or HOST:PORT`);
    return undefined;
  }
  const bare = host.replaceAll(/[[\]]/g, '');
  const tls = isLoopback(bare) ? undefined : trust.tls;
  flags.problems.push(...servingProblems(text, { kind: 'tcp', host: bare, port, secure: tls !== undefined }, trust));
  return { host: bare, port, tls };
}

/** This machine. */
const HOST = '127.0.0.1';
const MOST_PORT = 65_535;
