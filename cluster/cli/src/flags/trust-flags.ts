import { readFile } from 'node:fs/promises';
import { DiscoError } from '@disco-engine/kernel';
import { readTokenFile, tlsFaults, type TrustOptions } from '@disco-engine/transports/security';
import type { Flags } from './flags.js';
import type { HTTP_TOKEN_FLAG } from './http-spec.js';
import type { TrustFlag } from './trust-spec.js';

/** Reads the files that the flags name. Problems are added to those of the flags. */
export async function readTrust(flags: Flags): Promise<TrustOptions> {
  const [cert, key, ca, token] = await Promise.all([
    readSecretFile(flags, 'tls-cert'),
    readSecretFile(flags, 'tls-key'),
    readSecretFile(flags, 'tls-ca'),
    readSecretFile(flags, 'token-file'),
  ]);
  const given = ['tls-cert', 'tls-key', 'tls-ca'].filter((name) => flags.has(name));
  if (given.length > 0 && given.length < 3)
    flags.refuse(
      'OPTION_MISSING',
      `mutual TLS needs --tls-cert, --tls-key and --tls-ca, and only --${given.join(' and --')} is given`,
    );
  const tls = cert !== undefined && key !== undefined && ca !== undefined ? { cert, key, ca } : undefined;
  for (const { part, why } of tls === undefined ? [] : tlsFaults(tls))
    flags.refuse('TLS_INVALID', `--tls-${part}: ${flags.text(`tls-${part}`)} ${why}`);
  return {
    ...(token === undefined ? {} : { token }),
    ...(tls === undefined ? {} : { tls }),
    allowPlaintext: flags.has('allow-plaintext'),
  };
}

/** The content of the file that a flag names; undefined without the flag. A problem is added to those of the flags. */
export async function readSecretFile(
  flags: Flags,
  name: TrustFlag | keyof typeof HTTP_TOKEN_FLAG,
): Promise<string | undefined> {
  const path = flags.text(name);
  if (path === undefined) return undefined;
  try {
    return await (name.endsWith('token-file') ? readTokenFile(path) : readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof DiscoError) flags.refuse(error.code, `--${name}: ${reason}`);
    else flags.refuse('FILE_UNREADABLE', `--${name}: ${path} cannot be read: ${reason}`);
    return undefined;
  }
}
